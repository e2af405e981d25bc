package dev.lamina.serialization.hdf5;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import java.nio.ByteBuffer;

/** A dataset of an HDF5 file: an array, read when asked for. */
public final class Hdf5Dataset {
  private final String file;
  private final String path;
  private final Dataset data;

  Hdf5Dataset(String file, String path, Dataset data) {
    this.file = file;
    this.path = path;
    this.data = data;
  }

  /** The path in the file. */
  public String path() {
    return path;
  }

  private String where() {
    return file + ": " + path;
  }

  /**
   * Type and shape. Integers of 8 and 16 bits are read as int32, or as uint8 if they are such;
   * unsigned ones of 32 and 64 bits as int64; bfloat16 as Keras stores it: two opaque bytes, and an
   * attribute that says so.
   *
   * @throws ModelFormatException if the dataset holds what no tensor can
   */
  public TensorType type() {
    return Hdf5File.checked(where(), () -> new TensorType(dtype(), shape()));
  }

  private Shape shape() {
    if (data.isEmpty() && data.getDimensionsAsLong().length == 0) {
      throw new ModelFormatException(where() + ": the dataset holds nothing (a null dataspace)");
    }
    long[] dims = data.getDimensionsAsLong();
    int[] out = new int[dims.length];
    long size = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "%s: axis %d has %d elements, at most %d are possible"
                .formatted(where(), i, dims[i], Integer.MAX_VALUE));
      }
      out[i] = (int) dims[i];
      size = Math.multiplyExact(size, dims[i]);
    }
    if (size > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          "%s: %d elements, at most %d are possible".formatted(where(), size, Integer.MAX_VALUE));
    }
    return Shape.of(out);
  }

  private DType dtype() {
    return Elements.dtype(where(), data.getDataType(), isBfloat16());
  }

  private boolean isBfloat16() {
    Attribute a = data.getAttribute("dtype");
    return a != null && "bfloat16".equals(a.getData());
  }

  /** Reads all elements. */
  public Tensor read() {
    TensorType type = type();
    return Hdf5File.checked(where(), () -> read(type));
  }

  private Tensor read(TensorType type) {
    if (type.shape().size() == 0) {
      return Tensor.zeros(type);
    }
    DataType stored = data.getDataType();
    if (data instanceof ContiguousDataset c
        && (Elements.isPlain(stored) || type.dtype() == DType.BFLOAT16)) {
      ByteBuffer bytes = c.getBuffer();
      if (bytes.remaining() < type.shape().size() * stored.getSize()) {
        throw new ModelFormatException(
            "%s: %s needs %d bytes, the file holds %d"
                .formatted(
                    where(), type, type.shape().size() * stored.getSize(), bytes.remaining()));
      }
      return Elements.read(bytes, stored, type);
    }
    return Elements.convert(where(), data.getDataFlat(), type);
  }
}
