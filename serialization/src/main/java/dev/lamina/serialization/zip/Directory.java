package dev.lamina.serialization.zip;

import static dev.lamina.serialization.zip.EndRecord.u16;
import static dev.lamina.serialization.zip.EndRecord.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The directory of a zip file (APPNOTE, 4.3.12), checked against the headers before the data. */
final class Directory {
  private static final int HEADER = 0x02014b50;
  private static final int SIZE = 46;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int PATCH = 1 << 5;
  private static final int UNIX = 3;
  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final int FOLDER = 0x4000;

  private final ZipBytes in;
  private final ZipLimits limits;

  Directory(ZipBytes in, ZipLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** All entries by their names, in the order of the directory. */
  Map<String, Entry> read() throws IOException {
    EndRecord end = EndRecord.read(in);
    if (end.entries() > limits.entries()) {
      throw in.refuse("%d entries, the limit is %d", end.entries(), limits.entries());
    }
    long most = (long) limits.entries() * (SIZE + limits.nameBytes() + 256);
    if (end.length() > most) {
      throw in.refuse("a directory of %d bytes, the limit is %d", end.length(), most);
    }
    ByteBuffer b = in.read(end.directory(), (int) end.length(), "the directory");
    var headers = new ArrayList<CentralHeader>();
    for (int i = 0; i < end.entries(); i++) {
      headers.add(header(b));
    }
    if (b.hasRemaining()) {
      throw in.refuse("its directory has more than the %d entries that it declares", end.entries());
    }
    return entries(headers, end.directory());
  }

  private CentralHeader header(ByteBuffer b) {
    int at = b.position();
    if (b.remaining() < SIZE || b.getInt(at) != HEADER) {
      throw in.refuse("its directory has no entry header where one is declared");
    }
    int nameLength = u16(b, at + 28);
    int extraLength = u16(b, at + 30);
    int commentLength = u16(b, at + 32);
    if (nameLength > limits.nameBytes()) {
      throw in.refuse("a name of %d bytes, the limit is %d", nameLength, limits.nameBytes());
    }
    if (b.remaining() - SIZE < nameLength + extraLength + commentLength) {
      throw in.refuse("its directory ends inside of an entry");
    }
    byte[] raw = new byte[nameLength];
    b.get(at + SIZE, raw);
    String name =
        EntryName.decode(raw)
            .orElseThrow(
                () ->
                    in.refuse(
                        "the name with bytes %s is not UTF-8", HexFormat.of().formatHex(raw)));
    ByteBuffer extra = slice(b, at + SIZE + nameLength, extraLength);
    b.position(at + SIZE + nameLength + extraLength + commentLength);

    var h =
        Zip64.central(
            extra,
            new CentralHeader(
                name,
                u16(b, at + 8),
                u16(b, at + 10),
                u32(b, at + 16),
                u32(b, at + 20),
                u32(b, at + 24),
                u32(b, at + 42)),
            in);
    int system = u16(b, at + 4) >> 8;
    int type = (int) (u32(b, at + 38) >> 16) & FILE_TYPE;
    boolean odd = system == UNIX && type != 0 && type != REGULAR && type != FOLDER;
    check(h, odd, u16(b, at + 34));
    return h;
  }

  private void check(CentralHeader h, boolean odd, int disk) {
    Optional<String> problem = EntryName.problem(h.name());
    if (problem.isPresent()) {
      throw in.refuse("entry '%s' is %s", h.name(), problem.get());
    }
    if ((h.flags() & ENCRYPTED) != 0) {
      throw in.refuse(h, "is encrypted");
    }
    if ((h.flags() & PATCH) != 0
        || (h.method() != CentralHeader.STORED && h.method() != CentralHeader.DEFLATED)) {
      throw in.refuse(h, "compression method %d, expected 0 (stored) or 8 (deflated)", h.method());
    }
    if (odd) {
      throw in.refuse(h, "is a link or a special file");
    }
    if (disk != 0) {
      throw in.refuse(h, "is in another part of the zip file");
    }
    if (h.compressed() < 0 || h.size() < 0 || h.compressed() > in.size()) {
      throw in.refuse(
          h,
          "%s bytes, %s compressed, in a file of %d",
          Long.toUnsignedString(h.size()),
          Long.toUnsignedString(h.compressed()),
          in.size());
    }
    if (h.method() == CentralHeader.STORED && h.size() != h.compressed()) {
      throw in.refuse(h, "is stored, but has two sizes: %d and %d", h.size(), h.compressed());
    }
    if (h.name().endsWith("/") && h.size() != 0) {
      throw in.refuse(h, "is a directory with %d bytes", h.size());
    }
    if (h.size() > limits.freely() && h.size() / limits.ratio() > h.compressed()) {
      throw in.refuse(
          h,
          "%d bytes would become %d, more than %d times as many; the system property %s sets the limit",
          h.compressed(),
          h.size(),
          limits.ratio(),
          ZipLimits.RATIO_PROPERTY);
    }
  }

  private Map<String, Entry> entries(List<CentralHeader> headers, long directory)
      throws IOException {
    var out = new LinkedHashMap<String, Entry>();
    var ends = new TreeMap<Long, Long>();
    for (CentralHeader h : headers) {
      LocalHeader local = LocalHeader.read(in, h);
      var e =
          new Entry(
              h.name(),
              h.method() == CentralHeader.STORED,
              local.data(),
              h.compressed(),
              h.size(),
              h.crc());
      if (out.put(h.name(), e) != null) {
        throw in.refuse(h, "there are two entries of this name");
      }
      if (ends.put(h.local(), local.end()) != null) {
        throw in.refuse(h, "shares its bytes with another entry");
      }
    }
    folders(headers, out);
    long at = 0;
    for (Map.Entry<Long, Long> e : ends.entrySet()) {
      if (e.getKey() != at) {
        throw in.refuse(
            "an entry begins at byte %d, expected %d: entries must have no %s",
            e.getKey(), at, e.getKey() < at ? "overlaps" : "bytes between them");
      }
      at = e.getValue();
    }
    if (at != directory) {
      throw in.refuse("the entries end at byte %d, the directory begins at byte %d", at, directory);
    }
    return out;
  }

  /** A name cannot be a file and a folder. */
  private void folders(List<CentralHeader> headers, Map<String, Entry> all) {
    for (CentralHeader h : headers) {
      String name = h.name();
      for (int i = name.indexOf('/'); i >= 0; i = name.indexOf('/', i + 1)) {
        if (all.containsKey(name.substring(0, i))) {
          throw in.refuse(h, "'%s' is a file and a folder", name.substring(0, i));
        }
      }
    }
  }

  static ByteBuffer slice(ByteBuffer b, int at, int length) {
    return b.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
