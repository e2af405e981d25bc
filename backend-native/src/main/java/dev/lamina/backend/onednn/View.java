package dev.lamina.backend.onednn;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * What Java code sees of a value's memory, as buffers of its element type. A view of a variable is
 * pointed elsewhere when the variable's buffer changes, so tasks keep the view, not its buffers.
 */
final class View {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final TensorType type;
  private final int size;
  private ByteBuffer bytes = NOTHING;
  private FloatBuffer floats = NOTHING.asFloatBuffer();
  private IntBuffer ints = NOTHING.asIntBuffer();
  private LongBuffer longs = NOTHING.asLongBuffer();

  View(TensorType type, ByteBuffer memory) {
    this.type = type;
    this.size = type.shape().intSize();
    point(memory);
  }

  void point(ByteBuffer memory) {
    bytes = memory;
    switch (type.dtype()) {
      case FLOAT32 -> floats = memory.asFloatBuffer();
      case INT32 -> ints = memory.asIntBuffer();
      case INT64 -> longs = memory.asLongBuffer();
      case STRING -> throw DType.noStrings();
      case FLOAT64, BFLOAT16, FLOAT16, UINT8, BOOL -> {
        // Only moved as a whole or read byte by byte.
      }
    }
  }

  TensorType type() {
    return type;
  }

  int size() {
    return size;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** The elements of a float32 value. */
  FloatBuffer floats() {
    return floats;
  }

  /** The elements of an int32 value. */
  IntBuffer ints() {
    return ints;
  }

  /** The elements of an int64 value. */
  LongBuffer longs() {
    return longs;
  }

  /** An element of an integer or bool value. */
  long integer(int i) {
    return switch (type.dtype()) {
      case INT32 -> ints.get(i);
      case INT64 -> longs.get(i);
      default -> bytes.get(i) & 0xff;
    };
  }

  void write(Tensor t) {
    if (t.array() instanceof float[] a) {
      floats.put(0, a);
    } else if (t.array() instanceof int[] a) {
      ints.put(0, a);
    } else if (t.array() instanceof long[] a) {
      longs.put(0, a);
    } else if (t.array() instanceof byte[] a) {
      bytes.put(0, a);
    } else if (t.array() instanceof double[] a) {
      bytes.asDoubleBuffer().put(0, a);
    } else if (t.array() instanceof short[] a) {
      bytes.asShortBuffer().put(0, a);
    }
  }

  Tensor read() {
    Shape shape = type.shape();
    DType dtype = type.dtype();
    switch (dtype) {
      case FLOAT32 -> {
        float[] a = new float[size];
        floats.get(0, a);
        return Tensor.wrap(a, shape);
      }
      case INT32 -> {
        int[] a = new int[size];
        ints.get(0, a);
        return Tensor.wrap(a, shape);
      }
      case INT64 -> {
        long[] a = new long[size];
        longs.get(0, a);
        return Tensor.wrap(a, shape);
      }
      case FLOAT64 -> {
        double[] a = new double[size];
        DoubleBuffer b = bytes.asDoubleBuffer();
        b.get(0, a);
        return Tensor.wrap(a, shape);
      }
      case UINT8, BOOL -> {
        byte[] a = new byte[size];
        bytes.get(0, a);
        return Tensor.wrap(dtype, a, shape);
      }
      default -> {
        short[] a = new short[size];
        ShortBuffer b = bytes.asShortBuffer();
        b.get(0, a);
        return Tensor.wrap(dtype, a, shape);
      }
    }
  }
}
