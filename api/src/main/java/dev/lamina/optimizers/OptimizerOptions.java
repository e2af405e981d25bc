package dev.lamina.optimizers;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What all Keras optimizers share. Applied in this order: unscale, accumulate, clip, weight decay
 * ({@code w -= lr decay w}), update, average, constraint.
 *
 * @param weightDecay decoupled decay; empty: none
 * @param clipnorm largest L2 norm of one weight's gradient
 * @param globalClipnorm largest L2 norm of all gradients together
 * @param clipvalue largest absolute value of a gradient's element
 * @param useEma keep an exponential moving average of the weights, which replaces them after fit
 * @param emaMomentum weight of the old average
 * @param emaOverwriteFrequency steps between overwrites of the weights by the average; empty: at
 *     the end of fit only
 * @param lossScaleFactor gradients are of the loss times this; empty: 1
 * @param gradientAccumulationSteps apply the mean gradient every so many steps; empty: every step
 * @param excludeFromWeightDecay weights whose name ({@code bias}) holds one of these regular
 *     expressions do not decay; Keras loses it when it saves a model, here it is kept
 */
public record OptimizerOptions(
    OptionalDouble weightDecay,
    OptionalDouble clipnorm,
    OptionalDouble globalClipnorm,
    OptionalDouble clipvalue,
    boolean useEma,
    double emaMomentum,
    Optional<Integer> emaOverwriteFrequency,
    OptionalDouble lossScaleFactor,
    Optional<Integer> gradientAccumulationSteps,
    List<String> excludeFromWeightDecay) {

  public OptimizerOptions {
    excludeFromWeightDecay = List.copyOf(excludeFromWeightDecay);
    int clips =
        (clipnorm.isPresent() ? 1 : 0)
            + (globalClipnorm.isPresent() ? 1 : 0)
            + (clipvalue.isPresent() ? 1 : 0);
    if (clips > 1) {
      throw new IllegalArgumentException(
          "optimizer: only one of clipnorm, globalClipnorm and clipvalue can be set");
    }
    if (!(emaMomentum >= 0 && emaMomentum <= 1)) {
      throw new IllegalArgumentException(
          "optimizer: emaMomentum must be in [0, 1], got " + emaMomentum);
    }
    if (gradientAccumulationSteps.isPresent() && gradientAccumulationSteps.get() < 2) {
      throw new IllegalArgumentException(
          "optimizer: gradientAccumulationSteps must be >= 2, got "
              + gradientAccumulationSteps.get());
    }
  }

  /** Nothing of it: Keras' defaults. */
  public static OptimizerOptions none() {
    return new OptimizerOptions(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false,
        0.99,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        List.of());
  }

  public OptimizerOptions withWeightDecay(double v) {
    return copy(OptionalDouble.of(v), clipnorm, globalClipnorm, clipvalue);
  }

  public OptimizerOptions withClipnorm(double v) {
    return copy(weightDecay, OptionalDouble.of(v), globalClipnorm, clipvalue);
  }

  public OptimizerOptions withGlobalClipnorm(double v) {
    return copy(weightDecay, clipnorm, OptionalDouble.of(v), clipvalue);
  }

  public OptimizerOptions withClipvalue(double v) {
    return copy(weightDecay, clipnorm, globalClipnorm, OptionalDouble.of(v));
  }

  public OptimizerOptions withUseEma(boolean v) {
    return ema(v, emaMomentum, emaOverwriteFrequency);
  }

  public OptimizerOptions withEmaMomentum(double v) {
    return ema(true, v, emaOverwriteFrequency);
  }

  public OptimizerOptions withEmaOverwriteFrequency(int v) {
    return ema(true, emaMomentum, Optional.of(v));
  }

  public OptimizerOptions withLossScaleFactor(double v) {
    return steps(OptionalDouble.of(v), gradientAccumulationSteps);
  }

  public OptimizerOptions withGradientAccumulationSteps(int v) {
    return steps(lossScaleFactor, Optional.of(v));
  }

  public OptimizerOptions withExcludeFromWeightDecay(String... names) {
    return new OptimizerOptions(
        weightDecay,
        clipnorm,
        globalClipnorm,
        clipvalue,
        useEma,
        emaMomentum,
        emaOverwriteFrequency,
        lossScaleFactor,
        gradientAccumulationSteps,
        List.of(names));
  }

  private OptimizerOptions ema(boolean use, double momentum, Optional<Integer> overwrite) {
    return new OptimizerOptions(
        weightDecay,
        clipnorm,
        globalClipnorm,
        clipvalue,
        use,
        momentum,
        overwrite,
        lossScaleFactor,
        gradientAccumulationSteps,
        excludeFromWeightDecay);
  }

  private OptimizerOptions steps(OptionalDouble scale, Optional<Integer> accumulate) {
    return new OptimizerOptions(
        weightDecay,
        clipnorm,
        globalClipnorm,
        clipvalue,
        useEma,
        emaMomentum,
        emaOverwriteFrequency,
        scale,
        accumulate,
        excludeFromWeightDecay);
  }

  private OptimizerOptions copy(
      OptionalDouble decay, OptionalDouble norm, OptionalDouble global, OptionalDouble value) {
    return new OptimizerOptions(
        decay,
        norm,
        global,
        value,
        useEma,
        emaMomentum,
        emaOverwriteFrequency,
        lossScaleFactor,
        gradientAccumulationSteps,
        excludeFromWeightDecay);
  }
}
