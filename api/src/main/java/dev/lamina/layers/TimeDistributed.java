package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies a layer to every step of a sequence. x: [batch, time, …] -> [batch, time, …]; a mask
 * [batch, time, …] likewise.
 *
 * <p>The steps count as further samples. Layers that look beyond one sample, such as {@link
 * BatchNormalization} or a stateful {@link LSTM}, see them one after the other, as in Keras. The
 * layer's own activity regularizer is not applied, as in Keras; those of layers inside it are.
 */
@RecordBuilder
public record TimeDistributed(Layer layer) implements Layer, TimeDistributedBuilder.With {
  public static TimeDistributed of(Layer layer) {
    return new TimeDistributed(layer);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.minRank(scope, this, x, 3, "[batch, time, …]");
    Optional<Value> mask = scope.mask(0);
    mask.ifPresent(
        m ->
            Check.that(
                m.rank() >= 2 && m.shape().range(0, 2).equals(x.shape().range(0, 2)),
                "%s (TimeDistributed): expected a mask of shape %s or more axes, got %s",
                scope.path(),
                x.shape().range(0, 2),
                m.shape()));
    if (inTurn(layer)) {
      var steps = new ArrayList<Value>();
      for (int t = 0; t < x.dim(1); t++) {
        int at = t;
        steps.add(call(scope, step(x, t), mask.map(m -> step(m, at))));
      }
      return Value.stack(1, List.copyOf(steps));
    }
    Value y = call(scope, merged(x), mask.map(TimeDistributed::merged));
    return y.reshape(x.shape().range(0, 2).concat(y.shape().range(1, y.rank())));
  }

  private Value call(Scope scope, Value x, Optional<Value> mask) {
    Configured inner = Configured.of(layer);
    String name = inner.name().orElse(Names.snake(inner.kerasName()));
    Layer quiet =
        inner.layer() instanceof Container
            ? layer
            : new Configured(
                new Unpenalized(inner.layer()), inner.name(), inner.trainable(), inner.dtype());
    return scope.call(name, quiet, List.of(x), List.of(mask)).outputs().get(0);
  }

  private static Value step(Value x, int t) {
    return x.slice(1, t, t + 1).squeeze(1);
  }

  private static boolean penalized(Layer layer) {
    return Configured.of(layer).layer() instanceof Recurrent r
        && r.activityRegularizer().isPresent();
  }

  /** Samples and steps as one axis. */
  private static Value merged(Value x) {
    Shape s = x.shape();
    return x.reshape(Shape.of(s.dim(0) * s.dim(1)).concat(s.range(2, s.rank())));
  }

  /** Whether what the layer does for one sample depends on the others or on the call before. */
  private static boolean inTurn(Layer layer) {
    Layer l = Configured.of(layer).layer();
    return l instanceof BatchNormalization
        || l instanceof Container
        || l instanceof SpectralNormalization
        || (l instanceof Recurrent r && r.stateful())
        || (l instanceof Bidirectional b && (inTurn(b.layer()) || penalized(b.layer())))
        || (l instanceof TimeDistributed t && inTurn(t.layer()))
        || (l instanceof Dropout d && d.noiseShape().isPresent());
  }
}
