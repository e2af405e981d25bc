package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_AllocateTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;

import dev.lamina.backend.BackendException;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.tensorflow.internal.c_api.TF_Tensor;

/** Copies between Java arrays and TensorFlow's tensors. */
final class HostMemory {
  private HostMemory() {}

  /** A tensor with undefined contents; freed with {@code TF_DeleteTensor}. */
  static TF_Tensor allocate(TensorType type) {
    long[] dims = Types.dims(type.shape());
    TF_Tensor t = TF_AllocateTensor(Types.of(type.dtype()), dims, dims.length, type.bytes());
    if (t == null || t.isNull()) {
      throw new BackendException("tensorflow: no memory for a tensor of " + type);
    }
    return t;
  }

  static TF_Tensor copyOf(Tensor value) {
    TF_Tensor t = allocate(value.type());
    write(value, t);
    return t;
  }

  static void write(Tensor value, TF_Tensor to) {
    if (value.size() == 0) {
      return;
    }
    Pointer p = TF_TensorData(to);
    switch (value.dtype()) {
      case FLOAT32 -> new FloatPointer(p).put((float[]) value.array());
      case FLOAT64 -> new DoublePointer(p).put((double[]) value.array());
      case INT32 -> new IntPointer(p).put((int[]) value.array());
      case INT64 -> new LongPointer(p).put((long[]) value.array());
      case UINT8, BOOL -> new BytePointer(p).put((byte[]) value.array());
      case BFLOAT16, FLOAT16 -> new ShortPointer(p).put((short[]) value.array());
      case STRING -> throw DType.noStrings();
    }
  }

  static Tensor read(TF_Tensor from, TensorType type) {
    Tensor out = Tensor.zeros(type);
    if (out.size() == 0) {
      return out;
    }
    Pointer p = TF_TensorData(from);
    switch (type.dtype()) {
      case FLOAT32 -> new FloatPointer(p).get((float[]) out.array());
      case FLOAT64 -> new DoublePointer(p).get((double[]) out.array());
      case INT32 -> new IntPointer(p).get((int[]) out.array());
      case INT64 -> new LongPointer(p).get((long[]) out.array());
      case UINT8, BOOL -> new BytePointer(p).get((byte[]) out.array());
      case BFLOAT16, FLOAT16 -> new ShortPointer(p).get((short[]) out.array());
      case STRING -> throw DType.noStrings();
    }
    return out;
  }
}
