package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/** One message of an object's header. */
record Message(int type, ByteBuffer data) {
  static final int NIL = 0;
  static final int DATASPACE = 1;
  static final int LINK_INFO = 2;
  static final int DATATYPE = 3;
  static final int OLD_FILL_VALUE = 4;
  static final int FILL_VALUE = 5;
  static final int LINK = 6;
  static final int EXTERNAL_FILES = 7;
  static final int LAYOUT = 8;
  static final int GROUP_INFO = 10;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int COMMENT = 13;
  static final int OLD_TIME = 14;
  static final int CONTINUATION = 16;
  static final int SYMBOL_TABLE = 17;
  static final int TIME = 18;
  static final int ATTRIBUTE_INFO = 21;
  static final int REFERENCES = 22;
}
