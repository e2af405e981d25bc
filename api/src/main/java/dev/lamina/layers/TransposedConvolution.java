package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What transposed convolutions of all ranks share: the gradient of a convolution from the layer's
 * output to its input.
 */
interface TransposedConvolution extends Layer {
  int filters();

  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  Optional<List<Integer>> outputPadding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

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
      Optional<List<Integer>> outputPadding) {
    Convolution.check(layer, rank, filters, kernelSize, strides, dilationRate, padding, 1);
    Spatial.notCausal(layer, padding);
    List<Integer> more = outputPadding.orElse(Collections.nCopies(rank, 0));
    Check.that(
        more.size() == rank
            && IntStream.range(0, rank)
                .allMatch(i -> more.get(i) >= 0 && more.get(i) < strides.get(i)),
        "%s: outputPadding must be %d numbers >= 0 and below strides %s, got %s",
        layer,
        rank,
        strides,
        more);
  }

  @Override
  default Value apply(Scope scope, Value input) {
    Spatial.check(scope, this, dataFormat(), input, kernelSize().size());
    Value x = Spatial.toLast(dataFormat(), Check.floating(scope, input));
    Shape kernelShape = Shape.of(kernelSize()).concat(Shape.of(filters(), x.dim(-1)));
    Value kernel =
        scope.weight(
            WeightSpec.param("kernel", kernelShape, kernelInitializer())
                .regularized(kernelRegularizer())
                .constrained(kernelConstraint()));
    Shape out = x.shape().with(-1, filters());
    for (int i = 0; i < kernelSize().size(); i++) {
      int axis = i;
      int size =
          Spatial.transposed(
              x.dim(i + 1),
              kernelSize().get(i),
              strides().get(i),
              dilationRate().get(i),
              padding(),
              outputPadding().map(more -> more.get(axis)));
      out = out.with(i + 1, size);
    }
    Value like = Value.zeros(x.type().withShape(out));
    var window = Spatial.window(like, kernelSize(), strides(), dilationRate(), padding());
    Value y = Value.of(new ConvInputGrad(window, 1, out), x, kernel);
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
