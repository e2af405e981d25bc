package dev.lamina.serialization;

import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensors as files hold them: their elements in C order, little-endian. */
public final class TensorBytes {
  private TensorBytes() {}

  /** Writes all elements; {@code chunk}: reused, at least 8 bytes. */
  public static void write(Tensor t, OutputStream out, byte[] chunk) throws IOException {
    int width = t.dtype().bytes();
    int done = 0;
    while (done < t.size()) {
      int n = Math.min(chunk.length / width, t.size() - done);
      ByteBuffer b = ByteBuffer.wrap(chunk, 0, n * width).order(ByteOrder.LITTLE_ENDIAN);
      Object array = t.array();
      if (array instanceof float[] a) {
        b.asFloatBuffer().put(a, done, n);
      } else if (array instanceof double[] a) {
        b.asDoubleBuffer().put(a, done, n);
      } else if (array instanceof int[] a) {
        b.asIntBuffer().put(a, done, n);
      } else if (array instanceof long[] a) {
        b.asLongBuffer().put(a, done, n);
      } else if (array instanceof short[] a) {
        b.asShortBuffer().put(a, done, n);
      } else {
        b.put((byte[]) array, done, n);
      }
      out.write(chunk, 0, n * width);
      done += n;
    }
  }
}
