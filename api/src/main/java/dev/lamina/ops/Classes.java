package dev.lamina.ops;

/** Keras' class names of kinds. */
final class Classes {
  private Classes() {}

  /** {@code TRUE_DIVIDE} is {@code TrueDivide}. */
  static String name(Enum<?> kind) {
    var out = new StringBuilder();
    for (String word : kind.name().split("_", -1)) {
      out.append(word.charAt(0));
      for (int i = 1; i < word.length(); i++) {
        out.append(Character.toLowerCase(word.charAt(i)));
      }
    }
    return out.toString();
  }
}
