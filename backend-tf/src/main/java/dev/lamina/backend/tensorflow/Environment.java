package dev.lamina.backend.tensorflow;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * What TensorFlow reads from the process environment when it is loaded, and offers no other way to
 * set. What the user has set stays.
 */
final class Environment {
  private Environment() {}

  static void prepare() {
    // No lines on standard error at start; errors reach the caller as exceptions anyway.
    setDefault("TF_CPP_MIN_LOG_LEVEL", "3");
    setDefault("TF_DETERMINISTIC_OPS", "1");
  }

  private static void setDefault(String name, String value) {
    // On Windows the C library that TensorFlow is linked to keeps a copy of its own.
    if (System.getenv(name) == null && !Platform.isWindows()) {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 0});
    }
  }
}
