package dev.lamina.serialization;

import java.util.List;

/** Keras' classes that Lamina has, and where their configs differ from the records. */
final class StandardClasses {
  private StandardClasses() {}

  static List<KerasClass> all() {
    return List.of();
  }
}
