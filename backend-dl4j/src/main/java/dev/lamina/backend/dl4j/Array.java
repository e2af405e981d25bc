package dev.lamina.backend.dl4j;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Dense row-major elements in off-heap memory, as ND4J sees them: an address and a description of
 * shape and type. Several arrays may show one block in different shapes.
 */
final class Array {
  /** Bytes that one direct buffer may show; a multiple of every element size. */
  static final int WINDOW = 1 << 30;

  private final Memory.Block block;
  private final TensorType type;
  private final LongPointer shapeInfo;

  Array(Memory.Block block, TensorType type) {
    this.block = block;
    this.type = type;
    this.shapeInfo = Nd4jTypes.shapeInfo(type);
  }

  TensorType type() {
    return type;
  }

  Shape shape() {
    return type.shape();
  }

  Memory.Block block() {
    return block;
  }

  Pointer address() {
    return block.address();
  }

  LongPointer shapeInfo() {
    return shapeInfo;
  }

  boolean isEmpty() {
    return type.shape().size() == 0;
  }

  /** The same elements in another shape of the same size. */
  Array reshape(Shape shape) {
    return new Array(block, type.withShape(shape));
  }

  /** The same elements in another shape of the same size. */
  Array reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  /** Copies the elements of a tensor of this size and dtype in. */
  void write(Tensor value) {
    int size = type.dtype().bytes();
    for (long at = 0; at < type.bytes(); at += WINDOW) {
      ByteBuffer to = window(at);
      int from = Math.toIntExact(at / size);
      int n = to.remaining() / size;
      switch (type.dtype()) {
        case FLOAT32 -> to.asFloatBuffer().put((float[]) value.array(), from, n);
        case FLOAT64 -> to.asDoubleBuffer().put((double[]) value.array(), from, n);
        case INT32 -> to.asIntBuffer().put((int[]) value.array(), from, n);
        case INT64 -> to.asLongBuffer().put((long[]) value.array(), from, n);
        case UINT8, BOOL -> to.put((byte[]) value.array(), from, n);
        case BFLOAT16, FLOAT16 -> to.asShortBuffer().put((short[]) value.array(), from, n);
        case STRING -> throw DType.noStrings();
      }
    }
  }

  /** Copies the elements out. */
  Tensor read() {
    Tensor value = Tensor.zeros(type);
    int size = type.dtype().bytes();
    for (long at = 0; at < type.bytes(); at += WINDOW) {
      ByteBuffer from = window(at);
      int to = Math.toIntExact(at / size);
      int n = from.remaining() / size;
      switch (type.dtype()) {
        case FLOAT32 -> from.asFloatBuffer().get((float[]) value.array(), to, n);
        case FLOAT64 -> from.asDoubleBuffer().get((double[]) value.array(), to, n);
        case INT32 -> from.asIntBuffer().get((int[]) value.array(), to, n);
        case INT64 -> from.asLongBuffer().get((long[]) value.array(), to, n);
        case UINT8, BOOL -> from.get((byte[]) value.array(), to, n);
        case BFLOAT16, FLOAT16 -> from.asShortBuffer().get((short[]) value.array(), to, n);
        case STRING -> throw DType.noStrings();
      }
    }
    return value;
  }

  /** All elements of a float32 array, to read and write; 2^28 at most. */
  FloatBuffer floats() {
    return window(0).asFloatBuffer();
  }

  /** Whether {@link #floats} shows all elements. */
  boolean hasFloats() {
    return type.dtype() == DType.FLOAT32 && type.bytes() <= WINDOW;
  }

  /** The same memory as elements of another type of the same width. */
  Array as(DType dtype) {
    return new Array(block, type.withDtype(dtype));
  }

  /** Itself, or bool as bytes, for the ops that ND4J does not have for bool. */
  Array asNumbers() {
    return type.dtype() == DType.BOOL ? as(DType.UINT8) : this;
  }

  private ByteBuffer window(long at) {
    try (var bytes = new BytePointer(address())) {
      bytes.position(at).limit(Math.min(type.bytes(), at + WINDOW));
      return bytes.asByteBuffer().order(ByteOrder.nativeOrder());
    }
  }

  /** Copies all elements of an array of the same type to this one. */
  void copyFrom(Array from) {
    if (!isEmpty()) {
      Pointer.memcpy(address(), from.address(), type.bytes());
    }
  }
}
