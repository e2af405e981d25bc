package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What Keras' own cells share: weights for all gates side by side, the inputs of all steps through
 * one large product, and dropout.
 */
interface GatedCell extends Cell {
  boolean useBias();

  Initializer kernelInitializer();

  Initializer recurrentInitializer();

  Initializer biasInitializer();

  Optional<Regularizer> kernelRegularizer();

  Optional<Regularizer> recurrentRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Constraint> kernelConstraint();

  Optional<Constraint> recurrentConstraint();

  Optional<Constraint> biasConstraint();

  double dropout();

  double recurrentDropout();

  /** How many parts the weights have along their last axis. */
  int gates();

  /** Shape of the kernel for inputs [batch, …]. */
  Shape kernelShape(Shape x);

  Shape recurrentShape();

  Shape biasShape();

  /** What the bias starts from. */
  default Initializer biasStart() {
    return biasInitializer();
  }

  /** The part of the bias that is added to the inputs' product. */
  default Value inputBias(Value bias) {
    return bias;
  }

  /** x, of one step or of all steps, times (a part of) the kernel. */
  Value times(Value x, Value kernel);

  /** h times (a part of) the recurrent kernel. */
  Value recur(Value h, Value kernel);

  /** Where the gates are in x, times the kernel. */
  default int gateAxis() {
    return -1;
  }

  /** Whether each gate sees the inputs under a dropout mask of its own. */
  default boolean dropsPerGate() {
    return recurrentDropout() > 0;
  }

  /** A step whose input is multiplied by the kernel already. */
  Step advance(Scope scope, Value projected, List<Value> states);

  /** A faster way through all steps of x [batch, time, …], if there is one. */
  default Optional<Recurrence.Outcome> fused(
      Scope scope, Value x, List<Value> states, boolean reverse) {
    return Optional.empty();
  }

  record Weights(Value kernel, Value recurrent, Optional<Value> bias) {}

  /** The weights for steps of this shape. */
  default Weights weights(Scope scope, Shape x) {
    Value kernel =
        scope.weight(
            WeightSpec.param("kernel", kernelShape(x), kernelInitializer())
                .regularized(kernelRegularizer())
                .constrained(kernelConstraint()));
    Value recurrent = recurrentKernel(scope);
    return new Weights(kernel, recurrent, bias(scope));
  }

  default Value recurrentKernel(Scope scope) {
    return scope.weight(
        WeightSpec.param("recurrent_kernel", recurrentShape(), recurrentInitializer())
            .regularized(recurrentRegularizer())
            .constrained(recurrentConstraint()));
  }

  default Optional<Value> bias(Scope scope) {
    return useBias()
        ? Optional.of(
            scope.weight(
                WeightSpec.param("bias", biasShape(), biasStart())
                    .regularized(biasRegularizer())
                    .constrained(biasConstraint())))
        : Optional.empty();
  }

  @Override
  default Step step(Scope scope, Value x, List<Value> states) {
    return advance(scope, project(scope, x, x.shape(), x.shape()), states);
  }

  /**
   * x, of one step or of all steps, times the kernel, plus bias.
   *
   * @param step the shape of one step
   * @param noise the shape of dropout masks: one mask for all steps
   */
  default Value project(Scope scope, Value x, Shape step, Shape noise) {
    Weights w = weights(scope, step);
    Value p;
    if (dropsPerGate() && dropout() > 0 && scope.training()) {
      List<Value> parts = split(w.kernel(), -1, gates());
      p =
          Value.concat(
              gateAxis(),
              parts.stream().map(k -> times(Dropout.drop(scope, x, dropout(), noise), k)).toList());
    } else {
      p = times(Dropout.drop(scope, x, dropout(), noise), w.kernel());
    }
    return w.bias().map(b -> p.plus(along(inputBias(b), p))).orElse(p);
  }

  /** A bias in the shape in which it broadcasts along the gates' axis. */
  private Value along(Value bias, Value p) {
    int axis = p.shape().axis(gateAxis());
    int[] dims = new int[p.rank() - axis];
    java.util.Arrays.fill(dims, 1);
    dims[0] = bias.dim(0);
    return bias.reshape(dims);
  }

  /** One recurrent dropout mask per gate; none outside of training. */
  default List<Value> recurrentMasks(Scope scope, Value h) {
    if (recurrentDropout() == 0 || !scope.training()) {
      return List.of();
    }
    Value ones = Value.full(h.type(), 1);
    return IntStream.range(0, gates())
        .mapToObj(i -> Dropout.drop(scope, ones, recurrentDropout(), ones.shape()))
        .toList();
  }

  /** The state's share of the gates, each of which sees h under its own mask, if there are any. */
  default Value recur(Value h, Value kernel, List<Value> masks) {
    if (masks.isEmpty()) {
      return recur(h, kernel);
    }
    List<Value> kernels = split(kernel, -1, masks.size());
    var parts = new ArrayList<Value>();
    for (int g = 0; g < masks.size(); g++) {
      parts.add(recur(h.times(masks.get(g)), kernels.get(g)));
    }
    return Value.concat(gateAxis(), parts);
  }

  /** The gates' parts. */
  default List<Value> gates(Value z) {
    return split(z, gateAxis(), gates());
  }

  static List<Value> split(Value z, int axis, int parts) {
    int n = z.dim(axis) / parts;
    return IntStream.range(0, parts).mapToObj(i -> z.slice(axis, i * n, (i + 1) * n)).toList();
  }

  /** Checks what all of them share; for compact constructors. */
  static void check(
      String cell, String sizeName, int size, double dropout, double recurrentDropout) {
    Check.positive(cell, sizeName, size);
    Check.rate(cell, "dropout", dropout);
    Check.rate(cell, "recurrentDropout", recurrentDropout);
  }
}
