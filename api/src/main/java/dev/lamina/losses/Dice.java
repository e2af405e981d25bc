package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * 1 - 2 Σ yTrue yPred / (Σ yTrue + Σ yPred + 1e-7): overlap of regions. yTrue, yPred: one shape ->
 * without {@code axis}.
 *
 * @param axis the axes to sum over; empty: all
 */
@RecordBuilder
public record Dice(String name, Reduction reduction, Optional<List<Integer>> axis)
    implements Loss, DiceBuilder.With {
  public Dice {
    axis = axis.map(List::copyOf);
  }

  public static Dice of() {
    return new Dice("dice", Reduction.SUM_OVER_BATCH_SIZE, Optional.empty());
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    int[] axes = axis.map(a -> a.stream().mapToInt(Integer::intValue).toArray()).orElse(new int[0]);
    Value overlap = t.yTrue().times(t.yPred()).sum(axes).times(2);
    Value total = t.yTrue().sum(axes).plus(t.yPred().sum(axes)).plus(Targets.EPSILON);
    return overlap.div(total).rsub(1);
  }
}
