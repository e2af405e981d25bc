package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.Regularizer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Runs a cell over time: (y, state) = cell(x at t, state) for one step after the other.
 *
 * <p>Inputs: x [batch, time, …] and optionally the cell's initial states [batch, …] (zeros if not
 * given) -> the last output [batch, …], or all outputs [batch, time, …] if {@code returnSequences},
 * in the order in which the steps ran; with {@code returnState} also the final states. Masked steps
 * keep the states and repeat the output before them, or give 0 if {@code zeroOutputForMask}. With
 * {@code stateful} a call starts from the states in which the call before ended.
 *
 * <p>Weights: those of the cell, below its name.
 *
 * @param unroll kept for Keras' files; changes only what Keras gives at masked steps if {@code
 *     goBackwards} and {@code zeroOutputForMask}: it reads the mask in the wrong direction
 * @param cell a {@link Cell}, with or without a name
 */
@RecordBuilder
public record RNN(
    boolean returnSequences,
    boolean returnState,
    boolean goBackwards,
    boolean stateful,
    boolean unroll,
    boolean zeroOutputForMask,
    Layer cell,
    Optional<Regularizer> activityRegularizer)
    implements Recurrent, RNNBuilder.With {
  public RNN {
    Cell.of("RNN", cell);
  }

  /** Runs one cell, or several on top of each other. */
  public static RNN of(Layer... cells) {
    Layer cell = cells.length == 1 ? cells[0] : StackedRNNCells.of(cells);
    return new RNN(false, false, false, false, false, false, cell, Optional.empty());
  }

  @Override
  public void checkInput(Scope scope, Value x) {
    Check.minRank(scope, this, x, 3, "[batch, time, …]");
  }

  @Override
  public Layer reversed() {
    return withGoBackwards(!goBackwards);
  }

  @Override
  public Layer zeroingMasked(boolean zero) {
    return withZeroOutputForMask(zero);
  }
}
