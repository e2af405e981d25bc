package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Layers one after the other, as one layer. Runs on the host if one of them must. x: [batch, …] ->
 * output of the last layer.
 */
@RecordBuilder
public record Pipeline(List<Layer> layers) implements HostLayer, PipelineBuilder.With {
  public Pipeline {
    layers = List.copyOf(layers);
    Check.that(!layers.isEmpty(), "Pipeline: expected at least one layer, got none");
  }

  public static Pipeline of(Layer... layers) {
    return new Pipeline(List.of(layers));
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value at = x;
    Optional<Value> mask = scope.mask(0);
    for (int i = 0; i < layers.size(); i++) {
      Scope.Called called = scope.call(name(i), layers.get(i), List.of(at), List.of(mask));
      at = called.outputs().get(0);
      mask = called.masks().get(0);
    }
    return at;
  }

  /**
   * What a layer is called in weight paths: its own name, or its class and, if there are several, a
   * number, as Keras counts.
   */
  public String name(int index) {
    Configured c = Configured.of(layers.get(index));
    long before =
        layers.subList(0, index).stream().filter(l -> l.kerasName().equals(c.kerasName())).count();
    String counted = Names.snake(c.kerasName()) + (before == 0 ? "" : "_" + before);
    return c.name().orElse(counted);
  }

  private HostLayer host(Layer layer) {
    if (Configured.of(layer).layer() instanceof HostLayer h) {
      return h;
    }
    throw new IllegalArgumentException(
        "Pipeline: %s does not run on the host; use the pipeline as a layer of a model"
            .formatted(layer.kerasName()));
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor at = HostLayer.only(this, inputs);
    for (Layer l : layers) {
      at = host(l).call(at);
    }
    return at;
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    SymbolicShape at = inputs.get(0);
    for (Layer l : layers) {
      at = host(l).hostShape(List.of(at));
    }
    return at;
  }

  @Override
  public DType hostType() {
    return host(layers.get(layers.size() - 1)).hostType();
  }

  @Override
  public boolean runsInGraph() {
    return layers.stream()
        .map(l -> Configured.of(l).layer())
        .noneMatch(l -> l instanceof HostLayer h && !h.runsInGraph());
  }
}
