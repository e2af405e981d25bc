package dev.lamina.initializers;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Initializers by Keras' string identifiers. */
public final class Initializers {
  private static final Map<String, Supplier<Initializer>> KNOWN = known();

  private Initializers() {}

  /** The initializer with its default arguments: {@code of("he_normal")}. */
  public static Initializer of(String identifier) {
    // Keras takes class names, too.
    String name = identifier.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    Supplier<Initializer> found = KNOWN.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "initializer: expected one of %s, got '%s'"
              .formatted(String.join(", ", KNOWN.keySet()), identifier));
    }
    return found.get();
  }

  private static Map<String, Supplier<Initializer>> known() {
    var m = new TreeMap<String, Supplier<Initializer>>();
    m.put("zeros", Zeros::of);
    m.put("zero", Zeros::of);
    m.put("ones", Ones::of);
    m.put("one", Ones::of);
    m.put("random_normal", RandomNormal::of);
    m.put("normal", RandomNormal::of);
    m.put("uniform", RandomUniform::of);
    m.put(
        "variance_scaling",
        () ->
            VarianceScaling.of(
                1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL));
    m.put("random_uniform", RandomUniform::of);
    m.put("truncated_normal", TruncatedNormal::of);
    m.put("glorot_uniform", GlorotUniform::of);
    m.put("glorot_normal", GlorotNormal::of);
    m.put("he_uniform", HeUniform::of);
    m.put("he_normal", HeNormal::of);
    m.put("lecun_uniform", LecunUniform::of);
    m.put("lecun_normal", LecunNormal::of);
    m.put("orthogonal", Orthogonal::of);
    m.put("identity", Identity::of);
    m.put("constant", () -> Constant.of(0));
    m.put("stft", () -> STFT.of(STFT.Side.REAL));
    return m;
  }
}
