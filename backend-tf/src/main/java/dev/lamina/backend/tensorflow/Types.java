package dev.lamina.backend.tensorflow;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;

/** Element types as TensorFlow numbers them (tensorflow/core/framework/types.proto). */
final class Types {
  static final int FLOAT = 1;
  static final int DOUBLE = 2;
  static final int INT32 = 3;
  static final int UINT8 = 4;
  static final int INT64 = 9;
  static final int BOOL = 10;
  static final int BFLOAT16 = 14;
  static final int HALF = 19;
  static final int RESOURCE = 20;
  static final int VARIANT = 21;
  static final int UINT32 = 22;
  static final int UINT64 = 23;

  private Types() {}

  static int of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT;
      case FLOAT64 -> DOUBLE;
      case BFLOAT16 -> BFLOAT16;
      case FLOAT16 -> HALF;
      case INT32 -> INT32;
      case INT64 -> INT64;
      case UINT8 -> UINT8;
      case BOOL -> BOOL;
      case STRING -> throw DType.noStrings();
    };
  }

  static long[] dims(Shape shape) {
    return shape.toList().stream().mapToLong(Integer::longValue).toArray();
  }
}
