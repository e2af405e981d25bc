package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Window;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What depthwise convolutions of all ranks share: every input channel has kernels of its own. */
interface DepthwiseConvolution extends Layer {
  int depthMultiplier();

  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

  Activation activation();

  boolean useBias();

  Initializer depthwiseInitializer();

  Initializer biasInitializer();

  Optional<Regularizer> depthwiseRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Regularizer> activityRegularizer();

  Optional<Constraint> depthwiseConstraint();

  Optional<Constraint> biasConstraint();

  @Override
  default Value apply(Scope scope, Value input) {
    Spatial.check(scope, this, dataFormat(), input, kernelSize().size());
    Value x = Spatial.toLast(dataFormat(), Check.floating(scope, input));
    WeightSpec spec =
        WeightSpec.param(
                "kernel",
                Shape.of(kernelSize()).concat(Shape.of(x.dim(-1), depthMultiplier())),
                depthwiseInitializer())
            .regularized(depthwiseRegularizer())
            .constrained(depthwiseConstraint());
    Window window = Spatial.window(x, kernelSize(), strides(), dilationRate(), padding());
    Value y = Spatial.depthwise(window, x, scope.weight(spec));
    if (useBias()) {
      y =
          y.plus(
              scope.weight(
                  WeightSpec.param("bias", Shape.of(y.dim(-1)), biasInitializer())
                      .regularized(biasRegularizer())
                      .constrained(biasConstraint())));
    }
    y = activation().apply(Spatial.fromLast(dataFormat(), y));
    return Penalty.add(scope, activityRegularizer(), y);
  }
}
