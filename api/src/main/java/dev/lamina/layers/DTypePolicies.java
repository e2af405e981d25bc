package dev.lamina.layers;

import dev.lamina.tensor.ProcessSettings;
import java.util.Optional;

/**
 * The policy of layers that name none. The first of these that is set decides: {@link #use}, the
 * system property {@code lamina.dtype}, the environment variable {@code LAMINA_DTYPE}, {@code
 * lamina.dtype} in a {@code lamina.properties} on the class path; else float32.
 */
public final class DTypePolicies {
  private static final DTypePolicies STANDARD = new DTypePolicies(ProcessSettings.ofProcess());

  private final ProcessSettings settings;
  private Optional<DTypePolicy> chosen = Optional.empty();

  DTypePolicies(ProcessSettings settings) {
    this.settings = settings;
  }

  /**
   * The policy of all layers that get their identity (by {@code on}, {@code Sequential.of} or
   * {@code Shared.of}) from now on and name none: Keras' {@code set_dtype_policy}.
   */
  public static void use(String name) {
    STANDARD.choose(DTypePolicy.of(name));
  }

  /** The policy of layers that name none: Keras' {@code dtype_policy()}. */
  public static DTypePolicy get() {
    return STANDARD.find();
  }

  synchronized void choose(DTypePolicy policy) {
    chosen = Optional.of(policy);
  }

  synchronized DTypePolicy find() {
    return chosen.or(() -> settings.get("dtype").map(DTypePolicy::of)).orElse(DTypePolicy.FLOAT32);
  }
}
