package dev.lamina;

import dev.lamina.graph.Value;
import dev.lamina.layers.Autocast;
import dev.lamina.layers.Layer;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * An input of a model (Keras: {@code keras.Input}): a symbolic value that layers are called on, or
 * the first entry of a {@link Sequential}. Identity equality.
 */
public final class Input implements SymbolicTensor, Layer {
  private final LayerCall source;

  private Input(SymbolicShape shape, DType dtype, Optional<String> name) {
    Layer layer = new Spec(shape, dtype);
    this.source = Shared.input(name.map(layer::named).orElse(layer), shape, dtype);
  }

  /**
   * A float32 input of samples of this shape; the batch is not given. -1: known at run time only.
   */
  public static Input of(int... shape) {
    return new Input(SymbolicShape.batchOf(shape), DType.FLOAT32, Optional.empty());
  }

  /** An input of texts: a string per sample, shape [batch, 1]. Layers of the host read it. */
  public static Input strings() {
    return strings(1);
  }

  /** An input of strings of this shape per sample. */
  public static Input strings(int... shape) {
    return new Input(SymbolicShape.batchOf(shape), DType.STRING, Optional.empty());
  }

  /** An input of this whole shape, the batch included. */
  public static Input ofBatch(SymbolicShape shape, DType dtype, Optional<String> name) {
    return new Input(shape, dtype, name);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return x;
  }

  @Override
  public Input named(String name) {
    return new Input(shape(), dtype(), Optional.of(name));
  }

  /** The same input for other elements: token ids are {@code int32}. */
  public Input dtype(DType dtype) {
    return new Input(shape(), dtype, source.layer().name());
  }

  /** The same input with batches of one fixed size: stateful layers need it. */
  public Input batch(int size) {
    int[] dims = shape().toArray();
    dims[0] = size;
    return new Input(SymbolicShape.of(dims), dtype(), source.layer().name());
  }

  @Override
  public SymbolicShape shape() {
    return output().shape();
  }

  @Override
  public DType dtype() {
    return output().dtype();
  }

  @Override
  public LayerCall source() {
    return source;
  }

  @Override
  public int index() {
    return 0;
  }

  private SymbolicTensor output() {
    return source.outputs().get(0);
  }

  @Override
  public String toString() {
    return "input %s %s".formatted(dtype().keras(), shape());
  }

  @Override
  public String kerasName() {
    return "InputLayer";
  }

  /** The layer that stands for an input in lists of layers and in files (Keras: InputLayer). */
  public record Spec(SymbolicShape batchShape, DType dtype) implements Layer {
    @Override
    public Autocast autocast() {
      return Autocast.NONE;
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x;
    }

    @Override
    public List<Value> call(Scope scope, List<Value> inputs) {
      return inputs;
    }

    @Override
    public String kerasName() {
      return "InputLayer";
    }

    @Override
    public boolean supportsMasking() {
      return true;
    }
  }
}
