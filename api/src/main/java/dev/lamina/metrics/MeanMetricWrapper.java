package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.losses.Loss;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The running mean of a function of yTrue and yPred, under a name of its own. yTrue, yPred: as the
 * function wants them -> scalar.
 *
 * @param fn the values to average: a metric that is a mean itself, or a loss, see {@link
 *     #of(String, Loss)}
 */
@RecordBuilder
public record MeanMetricWrapper(String name, MeanMetric fn)
    implements MeanMetric, MeanMetricWrapperBuilder.With {
  public static MeanMetricWrapper of(String name, MeanMetric fn) {
    return new MeanMetricWrapper(name, fn);
  }

  /** The mean of a loss per sample. */
  public static MeanMetricWrapper of(String name, Loss loss) {
    return new MeanMetricWrapper(name, new LossValues(loss));
  }

  @Override
  public Optional<Direction> direction() {
    return fn.direction();
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return fn.values(yTrue, yPred);
  }

  /** The values of a loss per sample. */
  public record LossValues(Loss loss) implements MeanMetric {
    @Override
    public String name() {
      return loss.name();
    }

    @Override
    public Optional<Direction> direction() {
      return Optional.of(Direction.DOWN);
    }

    @Override
    public Value values(Value yTrue, Value yPred) {
      return loss.perSample(yTrue, yPred);
    }
  }
}
