package dev.lamina.backend.dl4j;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Lamina's types in ND4J's terms. */
final class Nd4jTypes {
  private Nd4jTypes() {}

  static DataType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case BFLOAT16 -> DataType.BFLOAT16;
      case FLOAT16 -> DataType.FLOAT16;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case UINT8 -> DataType.UINT8;
      case BOOL -> DataType.BOOL;
      case STRING -> throw DType.noStrings();
    };
  }

  /**
   * ND4J's description of a dense row-major array; ND4J keeps one of each kind for good. Empty
   * arrays never reach ND4J: theirs is a stand-in.
   */
  static LongPointer shapeInfo(TensorType type) {
    boolean empty = type.shape().size() == 0;
    long[] shape =
        empty ? new long[] {1} : Arrays.stream(type.shape().toArray()).asLongStream().toArray();
    long[] strides =
        empty ? new long[] {1} : Arrays.stream(type.shape().strides()).asLongStream().toArray();
    return new LongPointer(
        Nd4j.getShapeInfoProvider()
            .createShapeInformation(shape, strides, 1, 'c', of(type.dtype()), false)
            .getFirst()
            .addressPointer());
  }
}
