package dev.lamina.layers;

import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A weight of a layer: its description and where its value is at the moment (Java memory or an
 * engine). It belongs to a {@link Shared} layer, so models that share layers share weights.
 */
public final class Weight {
  private final String path;
  private final WeightSpec spec;
  private Storage storage;

  /** A place that holds a value. */
  public interface Storage extends AutoCloseable {
    Tensor read();

    void write(Tensor value);

    @Override
    void close();
  }

  /** A weight that starts as {@code initial}, in Java memory. */
  public Weight(String path, WeightSpec spec, Tensor initial) {
    this(path, spec, () -> initial);
  }

  /**
   * A weight that starts as {@code initial}, which is computed when the value is first asked for: a
   * model that is loaded never computes or holds it.
   */
  public Weight(String path, WeightSpec spec, Supplier<Tensor> initial) {
    this.path = path;
    this.spec = spec;
    this.storage = new HostStorage(initial);
  }

  /** Keras' path: {@code dense_1/kernel}. */
  public String path() {
    return path;
  }

  public WeightSpec spec() {
    return spec;
  }

  public TensorType type() {
    return new TensorType(spec.dtype(), spec.shape());
  }

  /** A copy of the current value. */
  public synchronized Tensor value() {
    return storage.read();
  }

  /** Replaces the value; its type must be {@link #type}. */
  public synchronized void set(Tensor value) {
    if (!value.type().equals(type())) {
      throw new IllegalArgumentException(
          "weight %s: expected %s, got %s".formatted(path, type(), value.type()));
    }
    storage.write(value);
  }

  /**
   * The storage if it fits; else the value is moved to a new one from {@code make}. Of several
   * threads that ask at once, one moves the value and all get its new storage.
   */
  public synchronized Storage storage(Predicate<Storage> fits, Supplier<Storage> make) {
    if (!fits.test(storage)) {
      Storage to = make.get();
      to.write(storage.read());
      storage.close();
      storage = to;
    }
    return storage;
  }

  /** Brings the value back to Java memory. */
  public synchronized void moveToHost() {
    if (!(storage instanceof HostStorage)) {
      Tensor value = storage.read();
      storage.close();
      storage = new HostStorage(() -> value);
    }
  }

  @Override
  public String toString() {
    return path + ": " + type();
  }

  private static final class HostStorage implements Storage {
    private Supplier<Tensor> value;

    HostStorage(Supplier<Tensor> initial) {
      this.value = initial;
    }

    @Override
    public Tensor read() {
      Tensor v = value.get();
      write(v);
      return v;
    }

    @Override
    public void write(Tensor v) {
      value = () -> v;
    }

    @Override
    public void close() {
      // Java memory needs no closing.
    }
  }
}
