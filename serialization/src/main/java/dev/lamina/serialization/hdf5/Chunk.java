package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One stored piece of a dataset.
 *
 * @param address where its bytes are
 * @param stored how many bytes are stored
 * @param mask the filters that were left out, as bits
 */
record Chunk(long address, long stored, int mask) {
  private static final int CHECKSUM = 4;

  /** Refuses a chunk that does not become exactly {@code bytes}; takes its bytes. */
  void check(Hdf5Bytes in, Filters filters, long bytes, String what) {
    ByteBuffer data = in.own(address, stored, what);
    boolean deflated = filters.has(Filters.DEFLATE, mask);
    boolean checksum = filters.has(Filters.CHECKSUM, mask);
    boolean inside =
        filters.ids().indexOf(Filters.CHECKSUM) < filters.ids().indexOf(Filters.DEFLATE);
    long size = bytes + (checksum && (!deflated || inside) ? CHECKSUM : 0);
    if (deflated) {
      if (checksum && !inside) {
        data.limit(Math.max(0, data.limit() - CHECKSUM));
      }
      inflate(in, data, size, what);
    } else if (stored != size) {
      throw in.refuse(what, "%d bytes are stored, the chunk has %d", stored, size);
    }
  }

  /** Counts what the compressed bytes really become, without keeping it. */
  private static void inflate(Hdf5Bytes in, ByteBuffer data, long size, String what) {
    var inflater = new Inflater();
    byte[] out = new byte[1 << 14];
    long count = 0;
    try {
      inflater.setInput(data);
      while (!inflater.finished() && count <= size) {
        int n = inflater.inflate(out);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        count += n;
      }
      if (!inflater.finished() || count != size) {
        throw in.refuse(
            what,
            "its compressed bytes become %s%d, the chunk has %d",
            inflater.finished() ? "" : "at least ",
            count,
            size);
      }
    } catch (DataFormatException e) {
      throw in.refuse(
          what,
          "its compressed bytes are damaged after %d: %s",
          count,
          String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
  }
}
