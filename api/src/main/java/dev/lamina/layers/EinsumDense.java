package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Einsum;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected over any axes: activation(einsum(equation, x, kernel) + bias). {@code ab,bc->ac}
 * is a {@link Dense} layer.
 *
 * <p>x: [batch, …] as the equation's first term -> the last term; kernel: the second term; bias:
 * the {@code biasAxes} of the output, of size one elsewhere behind the first of them.
 *
 * @param outputShape the output's shape without the batch and what {@code ...} stands for; an empty
 *     entry is a size that the input has
 * @param equation {@code X,Y->Z}, {@code ...X,Y->...Z} or {@code X...,Y->Z...}
 * @param biasAxes letters of the output; empty: no bias
 * @param loraRank see {@link Lora}
 */
@RecordBuilder
public record EinsumDense(
    List<Optional<Integer>> outputShape,
    String equation,
    Activation activation,
    Optional<String> biasAxes,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint,
    Optional<Integer> loraRank,
    Optional<Double> loraAlpha)
    implements Layer, EinsumDenseBuilder.With {
  public EinsumDense {
    outputShape = List.copyOf(outputShape);
    EinsumShapes.check(equation, biasAxes);
    Lora.check("EinsumDense", loraRank, kernelConstraint);
  }

  /** Without bias; {@code outputShape}: -1 for a size that the input has. */
  public static EinsumDense of(String equation, int... outputShape) {
    return new EinsumDense(
        Arrays.stream(outputShape)
            .mapToObj(d -> d == -1 ? Optional.<Integer>empty() : Optional.of(d))
            .toList(),
        equation,
        Activations.LINEAR,
        Optional.empty(),
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value x = Check.floating(scope, input);
    var shapes = EinsumShapes.of(scope, this, x.shape());
    WeightSpec spec =
        WeightSpec.param(
                "kernel",
                shapes.kernel(),
                kernelInitializer.forAxes(shapes.inputAxes(), shapes.outputAxes()))
            .regularized(kernelRegularizer)
            .constrained(kernelConstraint);
    Value kernel = Lora.weight(scope, spec, loraRank);
    Optional<Value> bias = shapes.bias().map(this::bias).map(scope::weight);
    kernel = Lora.adapt(scope, spec, kernel, loraRank, loraAlpha);
    Value y = Value.of(new Einsum(equation), x, kernel);
    y = bias.map(y::plus).orElse(y);
    return Penalty.add(scope, activityRegularizer, activation.apply(y));
  }

  private WeightSpec bias(Shape shape) {
    return WeightSpec.param("bias", shape, biasInitializer)
        .regularized(biasRegularizer)
        .constrained(biasConstraint);
  }
}
