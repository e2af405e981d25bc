package dev.lamina.serialization;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.initializers.Initializer;
import dev.lamina.layers.Cross;
import dev.lamina.layers.Feature;
import dev.lamina.layers.Layer;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerMap;
import dev.lamina.regularizers.Regularizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The classes that files may name. Closed: a name in a file is only looked up here, never loaded.
 * Immutable; {@link #with} adds classes of the user's own.
 */
public final class KerasRegistry {
  /** What can be named in a file. */
  static final List<Class<?>> KINDS =
      List.of(
          Layer.class,
          Initializer.class,
          Regularizer.class,
          Constraint.class,
          Loss.class,
          Metric.class,
          Optimizer.class,
          OptimizerMap.class,
          LearningRate.class,
          Feature.class,
          Cross.class);

  private record Key(Class<?> kind, String name) {}

  private final Map<Key, KerasClass> byName;
  private final Map<Class<?>, KerasClass> byType;
  private final Map<String, Activation> functions;

  private KerasRegistry(
      Map<Key, KerasClass> byName,
      Map<Class<?>, KerasClass> byType,
      Map<String, Activation> functions) {
    this.byName = Collections.unmodifiableMap(byName);
    this.byType = Collections.unmodifiableMap(byType);
    this.functions = Collections.unmodifiableMap(functions);
  }

  /** All of Keras' classes that Lamina has. */
  public static KerasRegistry standard() {
    var empty = new KerasRegistry(Map.of(), Map.of(), Map.of());
    return empty.with(StandardClasses.all()).withFunction(Keras2Functions.HARD_SIGMOID);
  }

  /**
   * Also knows {@code type}, a record that implements Layer, Loss or another such interface. In
   * files it is {@code packageName>SimpleName}, as with Keras' {@code register_keras_serializable}.
   */
  public KerasRegistry with(String packageName, Class<? extends Record> type) {
    Class<?> kind =
        KINDS.stream()
            .filter(k -> k.isAssignableFrom(type))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "registry: %s implements none of %s"
                            .formatted(
                                type.getName(),
                                KINDS.stream().map(Class::getSimpleName).toList())));
    return with(
        List.of(
            KerasClass.of(kind, type, packageName)
                .registered(packageName + ">" + type.getSimpleName())
                .building()));
  }

  KerasRegistry with(List<KerasClass> more) {
    var names = new HashMap<>(byName);
    var types = new HashMap<>(byType);
    for (KerasClass c : more) {
      String name = c.registeredName().orElse(c.name());
      if (names.put(new Key(c.kind(), name), c) != null || types.put(c.type(), c) != null) {
        throw new IllegalArgumentException(
            "registry: %s '%s' is registered already".formatted(c.kind().getSimpleName(), name));
      }
    }
    return new KerasRegistry(names, types, functions);
  }

  /**
   * Also knows a function of the user's own by its name, for {@code activation=} and {@code Lambda}
   * layers: see {@link Activation#of}.
   */
  public KerasRegistry withFunction(Activation function) {
    var more = new HashMap<>(functions);
    if (more.put(function.kerasName(), function) != null) {
      throw new IllegalArgumentException(
          "registry: function '%s' is registered already".formatted(function.kerasName()));
    }
    return new KerasRegistry(byName, byType, more);
  }

  /** The function of this name, of the user's own. */
  Optional<Activation> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** A class by what a file calls it; {@code registeredName}: of classes not of Keras itself. */
  Optional<KerasClass> find(Class<?> kind, String className, Optional<String> registeredName) {
    KerasClass byRegistered = registeredName.map(n -> byName.get(new Key(kind, n))).orElse(null);
    return Optional.ofNullable(byRegistered)
        .or(() -> Optional.ofNullable(byName.get(new Key(kind, className))))
        .or(() -> Aliases.of(kind, className).map(name -> byName.get(new Key(kind, name))));
  }

  /** The classes of one kind, such as {@code Layer.class}, by their names in files. */
  public Map<String, Class<? extends Record>> classes(Class<?> kind) {
    var out = new TreeMap<String, Class<? extends Record>>();
    byName.forEach(
        (key, c) -> {
          if (key.kind == kind) {
            out.put(key.name, c.type());
          }
        });
    return Collections.unmodifiableMap(out);
  }

  Optional<KerasClass> find(Class<?> type) {
    return Optional.ofNullable(byType.get(type));
  }
}
