package dev.lamina.serialization.zip;

import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The bytes of an entry, counted, with their CRC. */
final class EntryStream extends InputStream {
  private static final int CHUNK = 1 << 16;

  private final String what;
  private final Entry entry;
  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private long count;
  private boolean ended;

  private EntryStream(String what, Entry entry, InputStream in) {
    this.what = what;
    this.entry = entry;
    this.in = in;
  }

  static InputStream of(String what, FileChannel channel, Entry e) {
    InputStream raw = new Piece(channel, e.offset(), e.offset() + e.compressed());
    return new EntryStream(what, e, e.stored() ? raw : new Inflated(raw));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0 || ended) {
      return length == 0 ? 0 : -1;
    }
    int n;
    try {
      n = in.read(to, offset, length);
    } catch (ZipException | java.io.EOFException e) {
      throw new ModelFormatException(
          "%s: its compressed data is damaged after %d bytes: %s"
              .formatted(what, count, e.getMessage()),
          e);
    }
    if (n < 0) {
      if (count != entry.size()) {
        throw new ModelFormatException(
            "%s: has %d bytes, %d are declared".formatted(what, count, entry.size()));
      }
      if (in instanceof Inflated i && i.consumed() != entry.compressed()) {
        throw new ModelFormatException(
            "%s: %d compressed bytes are declared, its data ends after %d"
                .formatted(what, entry.compressed(), i.consumed()));
      }
      checkCrc(what, entry, crc);
      ended = true;
      return -1;
    }
    count += n;
    if (count > entry.size()) {
      throw new ModelFormatException(
          "%s: has more than the %d bytes that are declared".formatted(what, entry.size()));
    }
    crc.update(to, offset, n);
    return n;
  }

  static void checkCrc(String what, Entry e, CRC32 crc) {
    if (crc.getValue() != e.crc()) {
      throw new ModelFormatException(
          "%s: damaged: CRC is %08x, %08x is declared".formatted(what, crc.getValue(), e.crc()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Frees the decompressor's memory outside of the heap when it is closed. */
  private static final class Inflated extends InflaterInputStream {
    Inflated(InputStream in) {
      super(in, new Inflater(true), CHUNK);
    }

    long consumed() {
      return inf.getBytesRead();
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  /** A piece of the file. Does not close it. */
  private static final class Piece extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    Piece(FileChannel channel, long from, long to) {
      this.channel = channel;
      this.at = from;
      this.end = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = (int) Math.min(length, end - at);
      if (n <= 0) {
        return length == 0 ? 0 : -1;
      }
      int got = channel.read(ByteBuffer.wrap(to, offset, n), at);
      at += Math.max(got, 0);
      return got;
    }
  }
}
