package dev.lamina.testkit;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Op;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A use of an op that every engine must compute alike.
 *
 * @param name what is special about it
 * @param op the op that the case is for; the built graph holds one
 * @param args the inputs; floating ones are written as float32 and stand for every dtype that the
 *     op's type rule takes
 * @param build the outputs, given the inputs
 * @param differentiable whether finite differences must agree with the gradient of all floating
 *     outputs with respect to all floating inputs
 */
public record OpCase(
    String name,
    Class<? extends Op> op,
    List<Arg> args,
    Function<List<Value>, List<Value>> build,
    boolean differentiable) {
  public OpCase {
    args = List.copyOf(args);
  }

  /** A differentiable case with one output. */
  public static OpCase smooth(
      String name, Class<? extends Op> op, List<Arg> args, Function<List<Value>, Value> build) {
    return new OpCase(name, op, args, in -> List.of(build.apply(in)), true);
  }

  /** A case with one output, of which only the values are compared. */
  public static OpCase plain(
      String name, Class<? extends Op> op, List<Arg> args, Function<List<Value>, Value> build) {
    return new OpCase(name, op, args, in -> List.of(build.apply(in)), false);
  }

  /** The case as a graph with {@code dtype} in place of floats. */
  public Graph graph(DType dtype) {
    var inputs = new ArrayList<Value>();
    for (int i = 0; i < args.size(); i++) {
      inputs.add(Value.input("x" + i, args.get(i).type(dtype)));
    }
    return Graph.of(inputs, build.apply(inputs));
  }

  /** Values for the inputs in the declared types, the same at every call. */
  public List<Tensor> inputs() {
    var all = new ArrayList<Tensor>();
    for (int i = 0; i < args.size(); i++) {
      all.add(args.get(i).draw(31L * i + 7));
    }
    return all;
  }

  /**
   * Whether the case exists in an integer dtype or bool: it has floating inputs, and the op's type
   * rule takes {@code dtype} in their place.
   */
  public boolean exists(DType dtype) {
    if (args.stream().noneMatch(a -> a.type().dtype().isFloating())) {
      return false;
    }
    try {
      graph(dtype);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Values for the inputs with {@code dtype} in place of floats, the same at every call. */
  public List<Tensor> inputs(DType dtype) {
    var all = new ArrayList<Tensor>();
    for (int i = 0; i < args.size(); i++) {
      all.add(args.get(i).in(dtype).draw(31L * i + 7));
    }
    return all;
  }

  /** The class's simple name and the case's name. */
  @Override
  public String toString() {
    return op.getSimpleName() + ": " + name;
  }
}
