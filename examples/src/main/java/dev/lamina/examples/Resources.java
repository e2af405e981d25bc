package dev.lamina.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The data files of this module. */
final class Resources {
  private Resources() {}

  static InputStream open(String name) throws IOException {
    InputStream in = Resources.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new FileNotFoundException("resource " + name + " is not on the class path");
    }
    return in;
  }
}
