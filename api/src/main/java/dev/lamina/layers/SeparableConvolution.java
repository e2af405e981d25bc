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

/** What separable convolutions share: a depthwise convolution, then one with a window of one. */
interface SeparableConvolution extends Layer {
  int depthMultiplier();

  int filters();

  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

  Activation activation();

  boolean useBias();

  Initializer depthwiseInitializer();

  Initializer pointwiseInitializer();

  Initializer biasInitializer();

  Optional<Regularizer> depthwiseRegularizer();

  Optional<Regularizer> pointwiseRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Regularizer> activityRegularizer();

  Optional<Constraint> depthwiseConstraint();

  Optional<Constraint> pointwiseConstraint();

  Optional<Constraint> biasConstraint();

  @Override
  default Value apply(Scope scope, Value input) {
    int rank = kernelSize().size();
    Spatial.check(scope, this, dataFormat(), input, rank);
    Value x = Spatial.toLast(dataFormat(), Check.floating(scope, input));
    int channels = x.dim(-1);
    List<Integer> ones = Spatial.repeat(1, rank);
    Value depthwise =
        scope.weight(
            WeightSpec.param(
                    "depthwise_kernel",
                    Shape.of(kernelSize()).concat(Shape.of(channels, depthMultiplier())),
                    depthwiseInitializer())
                .regularized(depthwiseRegularizer())
                .constrained(depthwiseConstraint()));
    Value pointwise =
        scope.weight(
            WeightSpec.param(
                    "pointwise_kernel",
                    Shape.of(ones).concat(Shape.of(channels * depthMultiplier(), filters())),
                    pointwiseInitializer())
                .regularized(pointwiseRegularizer())
                .constrained(pointwiseConstraint()));
    Window window = Spatial.window(x, kernelSize(), strides(), dilationRate(), padding());
    Value each = Spatial.depthwise(window, x, depthwise);
    Window one = Spatial.window(each, ones, ones, ones, Padding.VALID);
    Value y = Value.of(new Conv(one, 1), each, pointwise);
    if (useBias()) {
      y =
          y.plus(
              scope.weight(
                  WeightSpec.param("bias", Shape.of(filters()), biasInitializer())
                      .regularized(biasRegularizer())
                      .constrained(biasConstraint())));
    }
    y = activation().apply(Spatial.fromLast(dataFormat(), y));
    return Penalty.add(scope, activityRegularizer(), y);
  }
}
