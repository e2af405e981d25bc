package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of cov(yTrue, yPred) / (σ(yTrue) σ(yPred)) along an axis: 1 when they rise and fall
 * together; NaN where one of them is constant. yTrue, yPred: [batch, …] -> scalar.
 */
@RecordBuilder
public record PearsonCorrelation(String name, int axis)
    implements MeanMetric, PearsonCorrelationBuilder.With {
  public static PearsonCorrelation of() {
    return new PearsonCorrelation("pearson_correlation", -1);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Ranks r = Ranks.of(name, yTrue, yPred);
    return standard(r.yTrue()).times(standard(r.yPred())).mean(axis);
  }

  private Value standard(Value v) {
    Value centred = v.minus(v.reduce(Reduce.Kind.MEAN, true, axis));
    Value again = centred.minus(centred.reduce(Reduce.Kind.MEAN, true, axis));
    return centred.div(again.square().reduce(Reduce.Kind.MEAN, true, axis).sqrt());
  }
}
