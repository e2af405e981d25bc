package dev.lamina.serialization.hdf5;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Messages of HDF5 object headers, as bytes with their prefix of type, size and flags (HDF5 File
 * Format Specification 3.0, sections IV.A.1 and IV.A.2).
 */
final class Messages {
  /** What stands for an address of nothing. */
  static final long UNDEFINED = -1;

  private static final int DATASPACE = 0x01;
  private static final int LINK_INFO = 0x02;
  private static final int DATATYPE = 0x03;
  private static final int FILL_VALUE = 0x05;
  private static final int LINK = 0x06;
  private static final int LAYOUT = 0x08;
  private static final int GROUP_INFO = 0x0a;
  private static final int ATTRIBUTE = 0x0c;

  private static final int UTF8 = 1;

  private Messages() {}

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] message(int type, byte[] data) {
    return buffer(4 + data.length)
        .put((byte) type)
        .putShort((short) data.length)
        .put((byte) 0)
        .put(data)
        .array();
  }

  /** A group whose links are in its header, however many. */
  static byte[] group() {
    byte[] links = buffer(18).put((byte) 0).put((byte) 0).putLong(-1).putLong(-1).array();
    byte[] info = message(GROUP_INFO, new byte[] {0, 0});
    byte[] first = message(LINK_INFO, links);
    return buffer(first.length + info.length).put(first).put(info).array();
  }

  /** The link to a member of a group. */
  static byte[] link(String name, long address) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    // Flags: the length of the name in four bytes, a character set is given.
    return message(
        LINK,
        buffer(3 + 4 + text.length + 8)
            .put((byte) 1)
            .put((byte) (2 | 0x10))
            .put((byte) UTF8)
            .putInt(text.length)
            .put(text)
            .putLong(address)
            .array());
  }

  static byte[] dataspace(Shape shape) {
    return message(DATASPACE, space(shape));
  }

  private static byte[] space(Shape shape) {
    ByteBuffer b = ByteBuffer.allocate(4 + 8 * shape.rank()).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 2).put((byte) shape.rank()).put((byte) 0).put((byte) (shape.rank() == 0 ? 0 : 1));
    for (int i = 0; i < shape.rank(); i++) {
      b.putLong(shape.dim(i));
    }
    return b.array();
  }

  static byte[] datatype(DType type) {
    return message(DATATYPE, type(type));
  }

  /** bfloat16 is two bytes without a meaning and with an empty tag, much as h5py writes it. */
  private static byte[] type(DType type) {
    return switch (type) {
      case FLOAT32 -> floating(4, 31, 23, 8, 127);
      case FLOAT64 -> floating(8, 63, 52, 11, 1023);
      case FLOAT16 -> floating(2, 15, 10, 5, 15);
      case BFLOAT16 ->
          buffer(16).put((byte) 0x15).put(new byte[] {8, 0, 0}).putInt(2).putLong(0).array();
      case INT32, INT64 -> integer(type.bytes(), true);
      case UINT8 -> integer(1, false);
      case BOOL -> bool();
      case STRING -> throw DType.noStrings();
    };
  }

  private static byte[] floating(int size, int sign, int mantissa, int exponent, int bias) {
    return buffer(20)
        .put((byte) 0x11)
        // The leading bit of the mantissa is not stored; where the sign is.
        .put(new byte[] {0x20, (byte) sign, 0})
        .putInt(size)
        .putShort((short) 0)
        .putShort((short) (8 * size))
        .put(new byte[] {(byte) mantissa, (byte) exponent, 0, (byte) mantissa})
        .putInt(bias)
        .array();
  }

  private static byte[] integer(int size, boolean signed) {
    return buffer(12)
        .put((byte) 0x10)
        .put(new byte[] {(byte) (signed ? 0x08 : 0), 0, 0})
        .putInt(size)
        .putShort((short) 0)
        .putShort((short) (8 * size))
        .array();
  }

  /** An enumeration of FALSE and TRUE, as h5py writes bool. */
  private static byte[] bool() {
    byte[] base = integer(1, true);
    return buffer(8 + base.length + 16 + 2)
        .put((byte) 0x18)
        .put(new byte[] {2, 0, 0})
        .putInt(1)
        .put(base)
        .put("FALSE\0\0\0TRUE\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(new byte[] {0, 1})
        .array();
  }

  /** No fill value of its own; space is allocated late. */
  static byte[] fillValue() {
    return message(FILL_VALUE, new byte[] {3, 0x0a});
  }

  /** Contiguous data. */
  static byte[] layout(long address, long size) {
    return message(
        LAYOUT,
        buffer(18)
            .put((byte) 3)
            .put((byte) 1)
            .putLong(size == 0 ? UNDEFINED : address)
            .putLong(size)
            .array());
  }

  /** A text attribute: a string of variable length, number {@code index} of the heap. */
  static byte[] attribute(String name, int bytes, long heap, int index) {
    byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] base = integer(1, false);
    byte[] type =
        buffer(8 + base.length)
            .put((byte) 0x19)
            .put(new byte[] {1, UTF8, 0})
            .putInt(16)
            .put(base)
            .array();
    byte[] space = space(Shape.scalar());
    return message(
        ATTRIBUTE,
        buffer(9 + text.length + type.length + space.length + 16)
            .put((byte) 3)
            .put((byte) 0)
            .putShort((short) text.length)
            .putShort((short) type.length)
            .putShort((short) space.length)
            .put((byte) UTF8)
            .put(text)
            .put(type)
            .put(space)
            .putInt(bytes)
            .putLong(heap)
            .putInt(index)
            .array());
  }
}
