package dev.lamina.serialization.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip files byte by byte, so that every field can lie. */
final class RawZip {
  /** One entry; fields whose names end in 2 are those of the header before the data. */
  static final class Item {
    byte[] name;
    byte[] name2;
    byte[] data;
    byte[] extra = {};
    byte[] extra2 = {};
    byte[] descriptor = {};
    int flags;
    int flags2;
    int method;
    int method2;
    long crc;
    long crc2;
    long compressed;
    long compressed2;
    long size;
    long size2;
    long attributes;
    int madeBy = 0x0314;
    long shift;
    int disk;
    boolean noLocal;
    boolean noCentral;

    Item(String name, byte[] content, boolean deflate) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.name2 = this.name;
      this.data = deflate ? deflated(content) : content;
      var c = new CRC32();
      c.update(content);
      crc = c.getValue();
      crc2 = crc;
      size = content.length;
      size2 = size;
      compressed = data.length;
      compressed2 = compressed;
      method = deflate ? 8 : 0;
      method2 = method;
    }

    Item flags(int f) {
      flags = f;
      flags2 = f;
      return this;
    }

    Item size(long s) {
      size = s;
      size2 = s;
      return this;
    }

    Item compressed(long s) {
      compressed = s;
      compressed2 = s;
      return this;
    }

    Item method(int m) {
      method = m;
      method2 = m;
      return this;
    }

    Item crc(long c) {
      crc = c;
      crc2 = c;
      return this;
    }
  }

  final List<Item> items = new ArrayList<>();
  byte[] before = {};
  byte[] between = {};
  byte[] after = {};
  byte[] comment = {};
  int entries = -1;
  long directoryShift;
  long lengthShift;
  int disk;
  int commentLength = -1;

  RawZip add(String name, byte[] content) {
    items.add(new Item(name, content, false));
    return this;
  }

  RawZip add(Item item) {
    items.add(item);
    return this;
  }

  static byte[] deflated(byte[] content) {
    var d = new Deflater(9, true);
    d.setInput(content);
    d.finish();
    var out = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 16];
    while (!d.finished()) {
      out.write(chunk, 0, d.deflate(chunk));
    }
    d.end();
    return out.toByteArray();
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(before);
    long[] places = new long[items.size()];
    for (int i = 0; i < places.length; i++) {
      Item it = items.get(i);
      places[i] = out.size();
      if (it.noLocal) {
        continue;
      }
      out.writeBytes(
          header(30)
              .putInt(0x04034b50)
              .putShort((short) 20)
              .putShort((short) it.flags2)
              .putShort((short) it.method2)
              .putInt(0)
              .putInt((int) it.crc2)
              .putInt((int) it.compressed2)
              .putInt((int) it.size2)
              .putShort((short) it.name2.length)
              .putShort((short) it.extra2.length)
              .array());
      out.writeBytes(it.name2);
      out.writeBytes(it.extra2);
      out.writeBytes(it.data);
      out.writeBytes(it.descriptor);
      out.writeBytes(between);
    }
    int directory = out.size();
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      Item it = items.get(i);
      if (it.noCentral) {
        continue;
      }
      count++;
      out.writeBytes(
          header(46)
              .putInt(0x02014b50)
              .putShort((short) it.madeBy)
              .putShort((short) 20)
              .putShort((short) it.flags)
              .putShort((short) it.method)
              .putInt(0)
              .putInt((int) it.crc)
              .putInt((int) it.compressed)
              .putInt((int) it.size)
              .putShort((short) it.name.length)
              .putShort((short) it.extra.length)
              .putShort((short) 0)
              .putShort((short) it.disk)
              .putShort((short) 0)
              .putInt((int) it.attributes)
              .putInt((int) (places[i] + it.shift))
              .array());
      out.writeBytes(it.name);
      out.writeBytes(it.extra);
    }
    int length = out.size() - directory;
    out.writeBytes(after);
    int n = entries < 0 ? count : entries;
    out.writeBytes(
        header(22)
            .putInt(0x06054b50)
            .putShort((short) disk)
            .putShort((short) disk)
            .putShort((short) n)
            .putShort((short) n)
            .putInt((int) (length + lengthShift))
            .putInt((int) (directory + directoryShift))
            .putShort((short) (commentLength < 0 ? comment.length : commentLength))
            .array());
    out.writeBytes(comment);
    return out.toByteArray();
  }

  static ByteBuffer header(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }
}
