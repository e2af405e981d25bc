package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Ones;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.Shape;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer passes what {@link LayerContract} asks for. */
class LayerContractTest {
  private static final KerasRegistry REGISTRY =
      KerasRegistry.standard().with("test", Scale.class).with("test", Vague.class);

  private final LayerContract contract = new LayerContract(Backends.get("java"), REGISTRY);

  static Stream<LayerCase> table() {
    return LayerTable.all().stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void holds(LayerCase c) {
    contract.check(c);
  }

  @Test
  void everyLayerHasALine() {
    var missing = new TreeSet<>(KerasRegistry.standard().classes(Layer.class).keySet());
    var classes =
        LayerTable.all().stream()
            .map(c -> c.layer().getClass())
            .collect(Collectors.toUnmodifiableSet());
    KerasRegistry.standard()
        .classes(Layer.class)
        .forEach(
            (name, type) -> {
              // Layers of the host write no graph; HostLayersTest and golden cases have them.
              if (classes.contains(type) || HostLayer.class.isAssignableFrom(type)) {
                missing.remove(name);
              }
            });
    assertThat(missing).as("layers without a line in LayerTable").isEmpty();
  }

  record Scale(double start) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.times(scope.param("factor", Shape.of(x.dim(-1)), Ones.of())).times(start);
    }
  }

  /** An op's error does not know the layer; what calls the layer does. */
  record Vague() implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.matmul(x);
    }
  }

  @Test
  void holdsForLayersOfOthers() {
    contract.check(LayerCase.of(new Scale(0.5), 3, 4));
    contract.check(LayerCase.of(new Vague(), 2, 3, 3));
  }

  @Test
  void errorsNameTheLayer() {
    assertThatThrownBy(
            () -> new Vague().on(dev.lamina.Input.of(2, 3).dtype(dev.lamina.tensor.DType.FLOAT32)))
        .hasMessageContainingAll("Vague (Vague), called on [f32[", "2, 3]]: matmul", "3 != 2");
  }
}
