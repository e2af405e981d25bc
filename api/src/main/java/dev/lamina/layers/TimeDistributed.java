package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a layer to every step of a sequence. x: [batch, time, …] -> [batch, time, …]. The steps
 * count as further samples; only {@link BatchNormalization} sees them one after the other, as in
 * Keras.
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
    Configured inner = Configured.of(layer);
    String name = inner.name().orElse(Names.snake(inner.kerasName()));
    Shape step = x.shape().range(2, x.rank());
    if (inner.layer() instanceof BatchNormalization) {
      var steps = new ArrayList<Value>();
      for (int t = 0; t < x.dim(1); t++) {
        steps.add(scope.call(name, layer, x.slice(1, t, t + 1).squeeze(1)));
      }
      return Value.stack(1, List.copyOf(steps));
    }
    Value y = scope.call(name, layer, x.reshape(Shape.of(x.dim(0) * x.dim(1)).concat(step)));
    return y.reshape(x.shape().range(0, 2).concat(y.shape().range(1, y.rank())));
  }
}
