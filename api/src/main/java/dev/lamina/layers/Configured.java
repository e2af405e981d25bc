package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** A layer with what Keras keeps beside its own arguments: a name and whether it is trained. */
public record Configured(Layer layer, Optional<String> name, boolean trainable) implements Layer {
  public Configured {
    if (layer instanceof Configured inner) {
      name = name.or(inner::name);
      trainable = trainable && inner.trainable();
      layer = inner.layer();
    }
    name.ifPresent(
        n -> {
          if (n.isEmpty() || n.contains("/")) {
            throw new IllegalArgumentException(
                "layer name: expected a non-empty name without '/', got '" + n + "'");
          }
        });
  }

  /** {@code layer} itself if it is configured, else wrapped without name. */
  public static Configured of(Layer layer) {
    return layer instanceof Configured c ? c : new Configured(layer, Optional.empty(), true);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return layer.apply(scope, x);
  }

  /** The layer's own call; an error that does not name the layer gets its path and its inputs. */
  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(
        !inputs.isEmpty(), "%s (%s): expected an input, got none", scope.path(), kerasName());
    try {
      return layer.call(scope, inputs);
    } catch (IllegalArgumentException e) {
      throw Check.at(scope.path(), layer, inputs, e);
    }
  }

  @Override
  public String kerasName() {
    return layer.kerasName();
  }

  @Override
  public Signature signature() {
    return layer.signature();
  }

  @Override
  public int weightGroup(String weight, boolean trained) {
    return layer.weightGroup(weight, trained);
  }

  @Override
  public boolean supportsMasking() {
    return layer.supportsMasking();
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return layer.computeMasks(scope, inputs, outputs);
  }
}
