package dev.lamina.serialization.zip;

import dev.lamina.training.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A zip file that is taken for hostile. Opening checks all of it but the data: the directory at the
 * end against the headers before the data, names (no absolute paths, {@code ..}, backslashes, drive
 * letters, duplicates, links), methods, sizes and ratios; entries must follow each other without
 * overlaps and gaps. Reading counts the real bytes and checks the CRC. Nothing is written to the
 * disk.
 *
 * <p>Whatever breaks a rule is refused with a {@link ModelFormatException} that names file, entry
 * and rule.
 */
public final class SafeZip implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final String file;
  private final FileChannel channel;
  private final Map<String, Entry> entries;

  private SafeZip(String file, FileChannel channel, Map<String, Entry> entries) {
    this.file = file;
    this.channel = channel;
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** Opens and checks a file with the {@link ZipLimits#standard()} limits. */
  public static SafeZip open(Path file) throws IOException {
    return open(file, ZipLimits.standard());
  }

  /** Opens and checks a file. */
  public static SafeZip open(Path file, ZipLimits limits) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          file + (Files.exists(file) ? ": expected a regular file" : ": there is no such file"));
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      var bytes = new ZipBytes(file.toString(), channel, channel.size());
      return new SafeZip(file.toString(), channel, new Directory(bytes, limits).read());
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /** All entries, in the order of the directory. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The entry of a name. */
  public Optional<Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * The entry of a name that must exist.
   *
   * @throws ModelFormatException if there is none
   */
  public Entry required(String name) {
    return entry(name)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s: missing; the file has %s"
                        .formatted(describe(name), entries.keySet().stream().limit(10).toList())));
  }

  /** An entry's name in errors: {@code file!entry}. */
  public String describe(String name) {
    return file + "!" + name;
  }

  /**
   * The bytes of an entry as a stream, which throws {@link ModelFormatException} if they are more
   * or fewer than declared, or others than the CRC says. Read it to its end: only there the CRC is
   * known.
   */
  public InputStream stream(Entry e) {
    return EntryStream.of(describe(e.name()), channel, e);
  }

  /**
   * All bytes of an entry.
   *
   * @param most the most bytes it may have
   */
  public byte[] bytes(Entry e, int most) throws IOException {
    if (e.size() > most) {
      throw new ModelFormatException(
          "%s: %d bytes, the limit is %d".formatted(describe(e.name()), e.size(), most));
    }
    var out = new ByteArrayOutputStream((int) Math.min(e.size(), CHUNK));
    try (InputStream in = stream(e)) {
      in.transferTo(out);
    }
    return out.toByteArray();
  }

  /**
   * A stored entry as read-only memory that the file is mapped to; its CRC is checked first.
   *
   * @throws ModelFormatException if the entry is compressed, larger than 2 GiB, or damaged
   */
  public ByteBuffer map(Entry e) throws IOException {
    if (!e.stored() || e.size() > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          describe(e.name()) + ": only stored entries up to 2 GiB can be mapped");
    }
    ByteBuffer b = channel.map(FileChannel.MapMode.READ_ONLY, e.offset(), e.size());
    var crc = new CRC32();
    crc.update(b.duplicate());
    EntryStream.checkCrc(describe(e.name()), e, crc);
    return b;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
