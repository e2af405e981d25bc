package dev.lamina.serialization.zip;

/** What the directory at the end of a zip file says about one entry. */
record CentralHeader(
    String name, int flags, int method, long crc, long compressed, long size, long local) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Sizes are also written behind the data, and may be missing in front of it. */
  boolean hasDescriptor() {
    return (flags & 8) != 0;
  }
}
