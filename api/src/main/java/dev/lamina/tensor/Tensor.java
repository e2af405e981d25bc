package dev.lamina.tensor;

import java.lang.reflect.Array;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A dense tensor in Java memory, row-major. The element array is a {@code float[]} for float32,
 * {@code double[]} for float64, {@code short[]} (raw bits) for bfloat16 and float16, {@code int[]},
 * {@code long[]}, {@code byte[]} for uint8 and bool (0 or 1), and {@code String[]} for strings.
 *
 * <p>{@code of} copies, {@code wrap} does not: whoever wraps an array promises not to change it.
 */
public final class Tensor {
  private final TensorType type;
  private final Object data;

  private Tensor(TensorType type, Object data, int length) {
    if (type.shape().size() != length) {
      throw new IllegalArgumentException(
          "Tensor: shape %s needs %d elements, got %d"
              .formatted(type.shape(), type.shape().size(), length));
    }
    this.type = type;
    this.data = data;
  }

  public static Tensor wrap(float[] data, Shape shape) {
    return new Tensor(new TensorType(DType.FLOAT32, shape), data, data.length);
  }

  public static Tensor wrap(double[] data, Shape shape) {
    return new Tensor(new TensorType(DType.FLOAT64, shape), data, data.length);
  }

  public static Tensor wrap(int[] data, Shape shape) {
    return new Tensor(new TensorType(DType.INT32, shape), data, data.length);
  }

  public static Tensor wrap(long[] data, Shape shape) {
    return new Tensor(new TensorType(DType.INT64, shape), data, data.length);
  }

  /** Texts, none of them null. */
  public static Tensor wrap(String[] data, Shape shape) {
    for (String s : data) {
      Objects.requireNonNull(s, "Tensor: strings must not be null");
    }
    return new Tensor(new TensorType(DType.STRING, shape), data, data.length);
  }

  /** Raw bits of a {@link DType#BFLOAT16} or {@link DType#FLOAT16} tensor. */
  public static Tensor wrap(DType half, short[] bits, Shape shape) {
    require(half == DType.BFLOAT16 || half == DType.FLOAT16, "16-bit float", half);
    return new Tensor(new TensorType(half, shape), bits, bits.length);
  }

  /** Bytes of a {@link DType#UINT8} or {@link DType#BOOL} tensor. */
  public static Tensor wrap(DType type, byte[] bytes, Shape shape) {
    require(type == DType.UINT8 || type == DType.BOOL, "uint8 or bool", type);
    return new Tensor(new TensorType(type, shape), bytes, bytes.length);
  }

  public static Tensor of(float[] data, int... shape) {
    return wrap(data.clone(), shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  public static Tensor of(double[] data, int... shape) {
    return wrap(data.clone(), shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  public static Tensor of(int[] data, int... shape) {
    return wrap(data.clone(), shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  public static Tensor of(long[] data, int... shape) {
    return wrap(data.clone(), shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  public static Tensor of(boolean[] data, int... shape) {
    byte[] b = new byte[data.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) (data[i] ? 1 : 0);
    }
    return wrap(DType.BOOL, b, shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  /** Texts; they stay in Java memory. */
  public static Tensor of(String[] data, int... shape) {
    return wrap(data.clone(), shape.length == 0 ? Shape.of(data.length) : Shape.of(shape));
  }

  public static Tensor of(FloatBuffer data, int... shape) {
    float[] f = new float[data.remaining()];
    data.duplicate().get(f);
    return wrap(f, shape.length == 0 ? Shape.of(f.length) : Shape.of(shape));
  }

  public static Tensor of(float[][] rows) {
    return nested(rows, float.class);
  }

  public static Tensor of(double[][] rows) {
    return nested(rows, double.class);
  }

  public static Tensor of(int[][] rows) {
    return nested(rows, int.class);
  }

  public static Tensor of(float[][][] values) {
    return nested(values, float.class);
  }

  public static Tensor of(float[][][][] values) {
    return nested(values, float.class);
  }

  public static Tensor scalar(float value) {
    return wrap(new float[] {value}, Shape.scalar());
  }

  public static Tensor scalar(int value) {
    return wrap(new int[] {value}, Shape.scalar());
  }

  public static Tensor scalar(long value) {
    return wrap(new long[] {value}, Shape.scalar());
  }

  /** A scalar of any type. */
  public static Tensor scalar(DType dtype, double value) {
    return full(new TensorType(dtype, Shape.scalar()), value);
  }

  /** Zeros; of a string tensor: empty strings. */
  public static Tensor zeros(TensorType type) {
    int n = type.shape().intSize();
    return new Tensor(type, newArray(type.dtype(), n), n);
  }

  /** Every element set to {@code value}. */
  public static Tensor full(TensorType type, double value) {
    Tensor t = zeros(type);
    if (value != 0) {
      t.fill(value);
    }
    return t;
  }

  private void fill(double value) {
    switch (type.dtype()) {
      case FLOAT32 -> Arrays.fill((float[]) data, (float) value);
      case FLOAT64 -> Arrays.fill((double[]) data, value);
      case INT32 -> Arrays.fill((int[]) data, (int) value);
      case INT64 -> Arrays.fill((long[]) data, (long) value);
      case UINT8 -> Arrays.fill((byte[]) data, (byte) (int) value);
      case BOOL -> Arrays.fill((byte[]) data, (byte) (value != 0 ? 1 : 0));
      case BFLOAT16 -> Arrays.fill((short[]) data, HalfFloats.toBfloat16((float) value));
      case FLOAT16 -> Arrays.fill((short[]) data, HalfFloats.toFloat16((float) value));
      case STRING -> throw DType.noStrings();
    }
  }

  public TensorType type() {
    return type;
  }

  public DType dtype() {
    return type.dtype();
  }

  public Shape shape() {
    return type.shape();
  }

  public int size() {
    return type.shape().intSize();
  }

  /** The backing array, not copied; for engines and serializers, which only read it. */
  public Object array() {
    return data;
  }

  /** The backing {@code float[]} of a float32 tensor, not copied. */
  public float[] floatArray() {
    require(dtype() == DType.FLOAT32, "float32", dtype());
    return (float[]) data;
  }

  /** Element at a flat row-major position, as a double (exact for all types but large int64). */
  public double getDouble(int flat) {
    return switch (type.dtype()) {
      case FLOAT32 -> ((float[]) data)[flat];
      case FLOAT64 -> ((double[]) data)[flat];
      case INT32 -> ((int[]) data)[flat];
      case INT64 -> ((long[]) data)[flat];
      case UINT8 -> ((byte[]) data)[flat] & 0xff;
      case BOOL -> ((byte[]) data)[flat];
      case BFLOAT16 -> HalfFloats.fromBfloat16(((short[]) data)[flat]);
      case FLOAT16 -> HalfFloats.fromFloat16(((short[]) data)[flat]);
      case STRING -> throw DType.noStrings();
    };
  }

  /** Element at a flat row-major position of an integer or bool tensor. */
  public long getLong(int flat) {
    return switch (type.dtype()) {
      case INT32 -> ((int[]) data)[flat];
      case INT64 -> ((long[]) data)[flat];
      case UINT8 -> ((byte[]) data)[flat] & 0xff;
      case BOOL -> ((byte[]) data)[flat];
      default -> (long) getDouble(flat);
    };
  }

  /** Element at a flat row-major position of a string tensor. */
  public String getString(int flat) {
    require(dtype() == DType.STRING, "string", dtype());
    return ((String[]) data)[flat];
  }

  /** The only element of a one-element tensor. */
  public double item() {
    if (size() != 1) {
      throw new IllegalStateException("item: expected one element, got shape " + shape());
    }
    return getDouble(0);
  }

  /** A copy of the elements of a string tensor. */
  public String[] toStrings() {
    require(dtype() == DType.STRING, "string", dtype());
    return ((String[]) data).clone();
  }

  /** A copy of the elements as floats. */
  public float[] toFloats() {
    if (data instanceof float[] f) {
      return f.clone();
    }
    float[] out = new float[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) getDouble(i);
    }
    return out;
  }

  /** A copy of the elements as doubles. */
  public double[] toDoubles() {
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = getDouble(i);
    }
    return out;
  }

  /** A copy of the elements as ints; floating values are truncated. */
  public int[] toInts() {
    int[] out = new int[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) getLong(i);
    }
    return out;
  }

  /** A copy of a rank-2 tensor as rows. */
  public float[][] toFloatRows() {
    if (shape().rank() != 2) {
      throw new IllegalStateException("toFloatRows: expected rank 2, got shape " + shape());
    }
    int n = shape().dim(1);
    float[] all = toFloats();
    float[][] out = new float[shape().dim(0)][];
    for (int i = 0; i < out.length; i++) {
      out[i] = Arrays.copyOfRange(all, i * n, (i + 1) * n);
    }
    return out;
  }

  /** The same elements in another shape of the same size, not copied. */
  public Tensor reshape(int... dims) {
    return new Tensor(type.withShape(Shape.of(dims)), data, size());
  }

  /** Converted element by element; float to integer truncates, number to bool is {@code != 0}. */
  public Tensor cast(DType to) {
    if (to == dtype()) {
      return this;
    }
    int n = size();
    Tensor out = zeros(type.withDtype(to));
    for (int i = 0; i < n; i++) {
      switch (to) {
        case FLOAT32 -> ((float[]) out.data)[i] = (float) getDouble(i);
        case FLOAT64 -> ((double[]) out.data)[i] = getDouble(i);
        case INT32 -> ((int[]) out.data)[i] = (int) getLong(i);
        case INT64 -> ((long[]) out.data)[i] = getLong(i);
        case UINT8 -> ((byte[]) out.data)[i] = (byte) getLong(i);
        case BOOL -> ((byte[]) out.data)[i] = (byte) (getDouble(i) != 0 ? 1 : 0);
        case BFLOAT16 -> ((short[]) out.data)[i] = HalfFloats.toBfloat16((float) getDouble(i));
        case FLOAT16 -> ((short[]) out.data)[i] = HalfFloats.toFloat16((float) getDouble(i));
        case STRING ->
            throw new IllegalArgumentException("Tensor: numbers are not cast to strings");
      }
    }
    return out;
  }

  /** Rows {@code [from, to)} of the first axis, copied. */
  public Tensor rows(int from, int to) {
    int row = shape().dim(0) == 0 ? 0 : size() / shape().dim(0);
    int n = (to - from) * row;
    Object out = newArray(dtype(), n);
    System.arraycopy(data, from * row, out, 0, n);
    return new Tensor(type.withShape(shape().with(0, to - from)), out, n);
  }

  /** Tensors that differ in their first axis only, one behind the other. */
  public static Tensor concatRows(List<Tensor> parts) {
    int rows = 0;
    int elements = 0;
    for (Tensor p : parts) {
      rows += p.shape().dim(0);
      elements += p.size();
    }
    Tensor first = parts.get(0);
    Object out = newArray(first.dtype(), elements);
    int at = 0;
    for (Tensor p : parts) {
      System.arraycopy(p.data, 0, out, at, p.size());
      at += p.size();
    }
    return new Tensor(first.type.withShape(first.shape().with(0, rows)), out, elements);
  }

  static Object newArray(DType dtype, int n) {
    return switch (dtype) {
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case INT32 -> new int[n];
      case INT64 -> new long[n];
      case UINT8, BOOL -> new byte[n];
      case BFLOAT16, FLOAT16 -> new short[n];
      case STRING -> {
        String[] empty = new String[n];
        Arrays.fill(empty, "");
        yield empty;
      }
    };
  }

  private static Tensor nested(Object rows, Class<?> element) {
    int rank = 0;
    for (Class<?> c = rows.getClass(); c.isArray(); c = c.getComponentType()) {
      rank++;
    }
    int[] dims = new int[rank];
    Object at = rows;
    for (int i = 0; i < rank; i++) {
      dims[i] = Array.getLength(at);
      if (dims[i] == 0) {
        break;
      }
      at = i < rank - 1 ? Array.get(at, 0) : at;
    }
    int n = Shape.of(dims).intSize();
    Object flat = Array.newInstance(element, n);
    copy(rows, dims, 0, flat, 0);
    DType dtype =
        element == float.class
            ? DType.FLOAT32
            : element == double.class ? DType.FLOAT64 : DType.INT32;
    return new Tensor(new TensorType(dtype, Shape.of(dims)), flat, n);
  }

  private static int copy(Object from, int[] dims, int axis, Object to, int at) {
    int n = Array.getLength(from);
    if (n != dims[axis]) {
      throw new IllegalArgumentException(
          "Tensor: ragged array, expected %d elements on axis %d, got %d"
              .formatted(dims[axis], axis, n));
    }
    if (axis == dims.length - 1) {
      System.arraycopy(from, 0, to, at, n);
      return at + n;
    }
    for (int i = 0; i < n; i++) {
      at = copy(Array.get(from, i), dims, axis + 1, to, at);
    }
    return at;
  }

  private static void require(boolean ok, String expected, DType got) {
    if (!ok) {
      throw new IllegalArgumentException(
          "Tensor: expected dtype %s, got %s".formatted(expected, got.keras()));
    }
  }

  /** Same type and bit-equal elements (so NaN equals itself and 0.0 differs from -0.0). */
  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t
        && type.equals(t.type)
        && Arrays.deepEquals(new Object[] {data}, new Object[] {t.data});
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {data});
  }

  /** Type and the first elements: {@code f32[2, 3] {1.0, 2.0, …}}. */
  @Override
  public String toString() {
    var s = new StringBuilder(type.toString()).append(" {");
    int n = Math.min(size(), 8);
    for (int i = 0; i < n; i++) {
      s.append(i == 0 ? "" : ", ");
      if (dtype() == DType.STRING) {
        s.append('"').append(getString(i)).append('"');
      } else if (dtype().isFloating()) {
        s.append((float) getDouble(i));
      } else {
        s.append(getLong(i));
      }
    }
    return s.append(size() > n ? ", …}" : "}").toString();
  }
}
