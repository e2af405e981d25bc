package dev.lamina.serialization.hdf5;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.HalfFloats;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;

/** The element types of HDF5 files, and how arrays of them become tensors. */
final class Elements {
  private Elements() {}

  /** {@code bfloat16}: whether the dataset says that its opaque bytes are of that type. */
  static DType dtype(String where, DataType stored, boolean bfloat16) {
    int size = stored.getSize();
    if (stored instanceof FloatingPoint f) {
      if (size == 8) {
        return DType.FLOAT64;
      } else if (size == 4) {
        return DType.FLOAT32;
      } else if (size == 2) {
        return f.getMantissaSize() == 7 ? DType.BFLOAT16 : DType.FLOAT16;
      }
    } else if (stored instanceof FixedPoint i) {
      if (size == 1 && !i.isSigned()) {
        return DType.UINT8;
      }
      return size < 4 || (size == 4 && i.isSigned()) ? DType.INT32 : DType.INT64;
    } else if (stored instanceof EnumDataType e && isBool(e)) {
      return DType.BOOL;
    } else if (isOpaque(stored) && bfloat16 && size == 2) {
      return DType.BFLOAT16;
    } else if (stored instanceof StringData
        || (stored instanceof VariableLength v && v.isVariableLengthString())) {
      return DType.STRING;
    }
    throw new ModelFormatException(
        "%s: elements of HDF5 class %d with %d bytes are not supported; numbers, booleans and text are"
            .formatted(where, stored.getDataClass(), size));
  }

  /** Also text, as which opaque bytes without a tag are read. */
  private static boolean isOpaque(DataType stored) {
    return stored instanceof OpaqueDataType || stored instanceof StringData;
  }

  /** As h5py stores booleans. */
  private static boolean isBool(EnumDataType e) {
    return e.getBaseType().getSize() == 1
        && "FALSE".equals(e.getEnumMapping().get(0))
        && "TRUE".equals(e.getEnumMapping().get(1));
  }

  /** Whether the stored bytes are the elements one after the other. */
  static boolean isPlain(DataType stored) {
    return stored instanceof FloatingPoint
        || stored instanceof FixedPoint
        || stored instanceof OpaqueDataType
        || stored instanceof EnumDataType;
  }

  /** Plain elements, in one copy where they are as tensors hold them. */
  static Tensor read(ByteBuffer bytes, DataType stored, TensorType type) {
    ByteBuffer b = bytes.duplicate().order(order(stored));
    int n = type.shape().intSize();
    Shape shape = type.shape();
    switch (type.dtype()) {
      case FLOAT32 -> {
        float[] out = new float[n];
        b.asFloatBuffer().get(out);
        return Tensor.wrap(out, shape);
      }
      case FLOAT64 -> {
        double[] out = new double[n];
        b.asDoubleBuffer().get(out);
        return Tensor.wrap(out, shape);
      }
      case FLOAT16, BFLOAT16 -> {
        short[] out = new short[n];
        b.asShortBuffer().get(out);
        return Tensor.wrap(type.dtype(), out, shape);
      }
      case UINT8, BOOL -> {
        byte[] out = new byte[n];
        b.get(out);
        return Tensor.wrap(type.dtype(), out, shape);
      }
      case INT32, INT64 -> {
        return integers(b, (FixedPoint) stored, type);
      }
      case STRING -> throw new AssertionError("strings are not plain");
    }
    throw new AssertionError(type);
  }

  private static Tensor integers(ByteBuffer b, FixedPoint stored, TensorType type) {
    int n = type.shape().intSize();
    boolean signed = stored.isSigned();
    int start = b.position();
    switch (stored.getSize()) {
      case 1 -> {
        return integers(type, i -> b.get(start + i));
      }
      case 2 -> {
        return integers(
            type, i -> signed ? b.getShort(start + 2 * i) : b.getShort(start + 2 * i) & 0xffffL);
      }
      case 4 -> {
        if (signed) {
          int[] out = new int[n];
          b.asIntBuffer().get(out);
          return Tensor.wrap(out, type.shape());
        }
        return integers(type, i -> b.getInt(start + 4 * i) & 0xffffffffL);
      }
      default -> {
        long[] out = new long[n];
        b.asLongBuffer().get(out);
        return Tensor.wrap(out, type.shape());
      }
    }
  }

  private static ByteOrder order(DataType stored) {
    return stored instanceof OrderedDataType o ? o.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
  }

  private static Tensor integers(TensorType type, IntToLongFunction at) {
    int n = type.shape().intSize();
    if (type.dtype() == DType.INT32) {
      int[] out = new int[n];
      for (int i = 0; i < n; i++) {
        out[i] = Math.toIntExact(at.applyAsLong(i));
      }
      return Tensor.wrap(out, type.shape());
    }
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = at.applyAsLong(i);
    }
    return Tensor.wrap(out, type.shape());
  }

  /** What jHDF read from pieces, compressed ones too: an array, or one element of a scalar. */
  static Tensor convert(String where, Object flat, TensorType type) {
    int n = type.shape().intSize();
    boolean one = !flat.getClass().isArray();
    if (!one && Array.getLength(flat) != n) {
      throw new ModelFormatException(
          "%s: expected %d elements, got %d".formatted(where, n, Array.getLength(flat)));
    }
    Shape shape = type.shape();
    switch (type.dtype()) {
      case STRING -> {
        String[] out = one ? new String[] {(String) flat} : ((String[]) flat).clone();
        return Tensor.wrap(out, shape);
      }
      case INT32, INT64 -> {
        return integers(type, i -> number(flat, one, i).longValue());
      }
      case FLOAT32 -> {
        return Tensor.wrap(
            flat instanceof float[] f ? f : new float[] {number(flat, one, 0).floatValue()}, shape);
      }
      case FLOAT64 -> {
        return Tensor.wrap(
            flat instanceof double[] d ? d : new double[] {number(flat, one, 0).doubleValue()},
            shape);
      }
      case UINT8 -> {
        byte[] out = new byte[n];
        for (int i = 0; i < n; i++) {
          out[i] = number(flat, one, i).byteValue();
        }
        return Tensor.wrap(DType.UINT8, out, shape);
      }
      case BOOL -> {
        byte[] out = new byte[n];
        for (int i = 0; i < n; i++) {
          out[i] = (byte) ("TRUE".equals(one ? flat : Array.get(flat, i)) ? 1 : 0);
        }
        return Tensor.wrap(DType.BOOL, out, shape);
      }
      case FLOAT16 -> {
        short[] out = new short[n];
        for (int i = 0; i < n; i++) {
          out[i] = HalfFloats.toFloat16(number(flat, one, i).floatValue());
        }
        return Tensor.wrap(DType.FLOAT16, out, shape);
      }
      case BFLOAT16 ->
          throw new ModelFormatException(
              where + ": bfloat16 in pieces or compressed is not supported");
    }
    throw new AssertionError(type);
  }

  private static Number number(Object flat, boolean one, int i) {
    return (Number) (one ? flat : Array.get(flat, i));
  }
}
