package dev.lamina.graph;

import java.util.List;

/**
 * What operations are applied to: a {@link Value} within a graph, a symbolic tensor of a functional
 * model, or an eager tensor.
 *
 * @param <T> the kind of operand
 */
public interface Operand<T extends Operand<T>> {
  /** The results of an operation on operands of this kind; this one tells how. */
  List<T> apply(Operation operation, List<T> inputs);
}
