package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of 2 cov(yTrue, yPred) / (σ²(yTrue) + σ²(yPred) + (mean difference)² + 1e-7) along an
 * axis (Lin 1989): how well predictions lie on the line yPred = yTrue. yTrue, yPred: [batch, …] ->
 * scalar.
 */
@RecordBuilder
public record ConcordanceCorrelation(String name, int axis)
    implements MeanMetric, ConcordanceCorrelationBuilder.With {
  private static final double EPSILON = 1e-7;

  public static ConcordanceCorrelation of() {
    return new ConcordanceCorrelation("concordance_correlation", -1);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Ranks r = Ranks.of(name, yTrue, yPred);
    Value trueMean = mean(r.yTrue());
    Value predMean = mean(r.yPred());
    Value centred = r.yPred().minus(predMean);
    // The deviation of yTrue from the mean of yPred: centred has mean 0, so it makes no difference.
    Value product = r.yTrue().minus(predMean).times(centred);
    Value spread =
        variance(r.yTrue().minus(trueMean))
            .plus(variance(centred))
            .plus(trueMean.minus(predMean).square())
            .plus(EPSILON);
    return product.times(2).div(spread).mean(axis);
  }

  private Value mean(Value v) {
    return v.reduce(Reduce.Kind.MEAN, true, axis);
  }

  private Value variance(Value v) {
    return mean(v.minus(mean(v)).square());
  }
}
