package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;

/**
 * A layer with what Keras keeps beside its own arguments.
 *
 * @param trainable whether its weights are trained
 * @param dtype empty: that of the layer around it, else {@link DTypePolicies#get}
 * @param activityRegularizer of layers that have no such argument of their own: its value for each
 *     output, divided by the batch size, is a loss
 */
public record Configured(
    Layer layer,
    Optional<String> name,
    boolean trainable,
    Optional<DTypePolicy> dtype,
    Optional<Regularizer> activityRegularizer)
    implements ForwardingLayer {
  public Configured {
    if (layer instanceof Configured inner) {
      name = name.or(inner::name);
      trainable = trainable && inner.trainable();
      dtype = dtype.or(inner::dtype);
      activityRegularizer = activityRegularizer.or(inner::activityRegularizer);
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

  /** Without a dtype policy of its own. */
  public Configured(Layer layer, Optional<String> name, boolean trainable) {
    this(layer, name, trainable, Optional.empty());
  }

  /** Without an activity regularizer beside the layer's own. */
  public Configured(
      Layer layer, Optional<String> name, boolean trainable, Optional<DTypePolicy> dtype) {
    this(layer, name, trainable, dtype, Optional.empty());
  }

  /** Another layer with what is kept beside this one. */
  public Configured with(Layer other) {
    return new Configured(other, name, trainable, dtype, activityRegularizer);
  }

  /** The same under another name. */
  public Configured as(String other) {
    return new Configured(layer, Optional.of(other), trainable, dtype, activityRegularizer);
  }

  /** Has this policy, if it has none of its own. */
  Configured withDefault(DTypePolicy policy) {
    return dtype.isPresent()
        ? this
        : new Configured(layer, name, trainable, Optional.of(policy), activityRegularizer);
  }

  /** {@code layer} itself if it is configured, else wrapped without name. */
  public static Configured of(Layer layer) {
    return layer instanceof Configured c ? c : new Configured(layer, Optional.empty(), true);
  }

  /** The layer's own call; an error that does not name the layer gets its path and its inputs. */
  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(
        !inputs.isEmpty(), "%s (%s): expected an input, got none", scope.path(), kerasName());
    try {
      List<Value> out =
          dtype.isPresent()
              ? PolicyScope.call(dtype.get(), layer, scope, inputs)
              : layer.call(scope, inputs);
      out.forEach(y -> Penalty.add(scope, activityRegularizer, y));
      return out;
    } catch (IllegalArgumentException e) {
      throw Check.at(scope.path(), layer, inputs, e);
    }
  }
}
