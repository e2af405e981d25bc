package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What convolutions of all ranks share; the rank is the number of kernel sizes. */
interface Convolution extends Layer {
  int filters();

  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

  int groups();

  Activation activation();

  boolean useBias();

  Initializer kernelInitializer();

  Initializer biasInitializer();

  Optional<Regularizer> kernelRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Regularizer> activityRegularizer();

  Optional<Constraint> kernelConstraint();

  Optional<Constraint> biasConstraint();

  /** Checks the arguments; for compact constructors. */
  static void check(
      String layer,
      int rank,
      int filters,
      List<Integer> kernelSize,
      List<Integer> strides,
      List<Integer> dilationRate,
      Padding padding,
      int groups) {
    Check.positive(layer, "filters", filters);
    Check.positive(layer, "kernelSize", kernelSize, rank);
    Check.positive(layer, "strides", strides, rank);
    Check.positive(layer, "dilationRate", dilationRate, rank);
    Check.positive(layer, "groups", groups);
    Check.that(
        filters % groups == 0,
        "%s: filters must be a multiple of groups %d, got %d",
        layer,
        groups,
        filters);
    Check.that(
        padding != Padding.CAUSAL || rank == 1,
        "%s: padding causal is for Conv1D only, expected valid or same",
        layer);
  }

  @Override
  default Value apply(Scope scope, Value input) {
    Spatial.check(scope, this, dataFormat(), input, kernelSize().size());
    Value x = Spatial.toLast(dataFormat(), Check.floating(scope, input));
    int channels = x.dim(-1);
    Check.that(
        channels % groups() == 0,
        "%s (%s): the number of input channels must be a multiple of groups %d, got %d",
        scope.path(),
        kerasName(),
        groups(),
        channels);
    Shape shape = Shape.of(kernelSize()).concat(Shape.of(channels / groups(), filters()));
    Value kernel =
        scope.weight(
            WeightSpec.param("kernel", shape, kernelInitializer())
                .regularized(kernelRegularizer())
                .constrained(kernelConstraint()));
    Window window = Spatial.window(x, kernelSize(), strides(), dilationRate(), padding());
    Value y = Value.of(new Conv(window, groups()), x, kernel);
    if (useBias()) {
      y =
          y.plus(
              scope.weight(
                  WeightSpec.param("bias", Shape.of(filters()), biasInitializer())
                      .regularized(biasRegularizer())
                      .constrained(biasConstraint())));
    }
    // An activation along the last axis means the last axis of the layer's output.
    y = activation().apply(Spatial.fromLast(dataFormat(), y));
    return Penalty.add(scope, activityRegularizer(), y);
  }
}
