package dev.lamina.eager;

import dev.lamina.graph.Operation;
import dev.lamina.ops.Arithmetic;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A tensor whose operations are computed at once, by an {@link Eager} session. What is computed
 * from a tensor that a {@link Tape} watches remembers how, for the gradient. Identity equality.
 */
public final class EagerTensor implements Arithmetic<EagerTensor> {
  private final Eager session;
  private final Tensor value;
  private final boolean watched;
  private final Optional<Recorded> source;
  private final int index;

  /** An operation that was computed, with its inputs: what the gradient walks along. */
  record Recorded(Operation operation, List<EagerTensor> inputs, List<Tensor> results) {
    @Override
    public boolean equals(Object o) {
      return o == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  EagerTensor(Eager session, Tensor value, boolean watched, Optional<Recorded> source, int index) {
    this.session = session;
    this.value = value;
    this.watched = watched;
    this.source = source;
    this.index = index;
  }

  /** The numbers. */
  public Tensor tensor() {
    return value;
  }

  /** The only element. */
  public double item() {
    return value.item();
  }

  public Shape shape() {
    return value.shape();
  }

  public DType dtype() {
    return value.dtype();
  }

  /** The same numbers without a memory of how they were computed. */
  public EagerTensor detach() {
    return session.of(value);
  }

  Eager session() {
    return session;
  }

  Optional<Recorded> source() {
    return source;
  }

  /** Which result of its source it is. */
  int index() {
    return index;
  }

  /** Whether a gradient may be asked for. */
  boolean isRecorded() {
    return watched || source.isPresent();
  }

  @Override
  public EagerTensor self() {
    return this;
  }

  @Override
  public List<EagerTensor> apply(Operation operation, List<EagerTensor> inputs) {
    return session.run(operation, inputs);
  }

  /** Type and first elements. */
  @Override
  public String toString() {
    return value.toString();
  }
}
