package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.SgdUpdate;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.internal.c_api.TF_Operation;

/**
 * Optimizer steps that change variables in place. An update node is one if the variables it reads
 * are exactly those that its results replace, and nothing else uses the results.
 *
 * <p>TensorFlow's Adam is Keras' formula with alpha = lr where both beta powers are 0. But it
 * computes 1 - beta in the variable's type. For float32 and beta2 0.999 that makes the second
 * moment k = 1 - 1.3e-5 times what it should be; after an epoch losses would differ by some 1e-3
 * from other engines. The step itself is mended for nothing: lr sqrt(k) m / (sqrt(k v) + epsilon
 * sqrt(k)), where the first sqrt(k) is what Adam makes of the beta2 power 1 - k. Where k is further
 * from 1, the moment is moved first, by a gradient descent step v - (1 - beta)(v - g²), and Adam is
 * told beta = 1, which leaves it alone.
 */
final class Updates {
  /** Relative error of a moment that is not worth three more passes over it. */
  private static final double ROUNDING = 2e-5;

  private final Set<Value> weights = new HashSet<>();

  Updates(Graph graph) {
    Map<Value, Value> updated = new HashMap<>();
    graph.updates().forEach(u -> updated.put(u.variable(), u.value()));
    Map<Value, Integer> uses = new HashMap<>();
    graph.nodes().forEach(n -> n.inputs().forEach(v -> uses.merge(v, 1, Integer::sum)));
    graph.outputs().forEach(v -> uses.merge(v, 1, Integer::sum));
    List<Node> steps = graph.nodes().stream().filter(Updates::isStep).toList();
    for (Node n : steps) {
      boolean alone = steps.stream().filter(other -> other.in(0) == n.in(0)).count() == 1;
      if (alone && replaces(n, updated, uses)) {
        weights.add(n.in(0));
      }
    }
  }

  private static boolean isStep(Node n) {
    return n.op() instanceof AdamUpdate || n.op() instanceof SgdUpdate;
  }

  private static boolean replaces(Node n, Map<Value, Value> updated, Map<Value, Integer> uses) {
    Set<Value> distinct = new HashSet<>();
    for (int i = 0; i < n.results().size(); i++) {
      Value variable = n.in(i);
      if (!(variable.op() instanceof Variable)
          || !distinct.add(variable)
          || updated.get(variable) != n.result(i)
          || uses.containsKey(n.result(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether this node is written by {@link #emit}. */
  boolean inPlace(Node n) {
    return isStep(n) && weights.contains(n.in(0));
  }

  /** Writes one node; returns the operations that must run. */
  List<TF_Operation> emit(Emit e, Node n, Values values) {
    e.label(n.op().name());
    return n.op() instanceof AdamUpdate adam
        ? adam(e, adam, n, values)
        : List.of(sgd(e, (SgdUpdate) n.op(), n, values));
  }

  private static TF_Operation sgd(Emit e, SgdUpdate op, Node n, Values values) {
    DType dtype = n.in(0).dtype();
    OpBuilder step =
        e.op("ResourceApplyKerasMomentum")
            .in(values.handle(n.in(0)), values.handle(n.in(1)))
            .in(values.get(n.in(3)), values.get(n.in(2)), e.scalar(dtype, op.momentum()))
            .flag("use_nesterov", op.nesterov());
    return values.inOrder(step, n.in(0), n.in(1)).build();
  }

  private static List<TF_Operation> adam(Emit e, AdamUpdate op, Node n, Values values) {
    DType dtype = n.in(0).dtype();
    Out g = values.get(n.in(3));
    var moved = new ArrayList<TF_Operation>();
    double beta1 = op.beta1();
    if (Math.abs(rounding(beta1, dtype) - 1) > ROUNDING) {
      moved.add(descend(e, n.in(1), g, 1 - beta1, values));
      beta1 = 1;
    }
    double beta2 = op.beta2();
    double k = rounding(beta2, dtype);
    if (Math.abs(k - 1) > ROUNDING) {
      moved.add(descend(e, n.in(2), e.op("Square", g), 1 - beta2, values));
      beta2 = 1;
      k = 1;
    }
    double epsilon = op.epsilon() * Math.sqrt(k);
    OpBuilder step =
        e.op("ResourceApplyAdam")
            .in(values.handle(n.in(0)), values.handle(n.in(1)), values.handle(n.in(2)))
            .in(e.scalar(dtype, 0), e.scalar(dtype, 1 - k), values.get(n.in(4)))
            .in(e.scalar(dtype, beta1), e.scalar(dtype, beta2), e.scalar(dtype, epsilon), g);
    moved.forEach(step::after);
    return List.of(values.inOrder(step, n.in(0), n.in(1), n.in(2)).build());
  }

  /** moment - rate (moment - target). */
  private static TF_Operation descend(
      Emit e, Value moment, Out target, double rate, Values values) {
    Out distance = e.op("Sub", values.get(moment), target);
    OpBuilder step =
        e.op("ResourceApplyGradientDescent")
            .in(values.handle(moment), e.scalar(moment.dtype(), rate), distance);
    return values.inOrder(step, moment).build();
  }

  /** 1 - beta as computed in the type, relative to what it is. */
  private static double rounding(double beta, DType dtype) {
    return (1 - Tensor.scalar(dtype, beta).item()) / (1 - beta);
  }
}
