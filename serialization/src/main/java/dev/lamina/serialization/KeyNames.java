package dev.lamina.serialization;

/** Names of record components and of Keras' config keys. */
public final class KeyNames {
  private KeyNames() {}

  /**
   * {@code kernelSize} is {@code kernel_size}, {@code beta1} is {@code beta_1}; a digit after a
   * single letter and after {@code axis} belongs to it: {@code l1Ratio} is {@code l1_ratio}; a name
   * of one letter stays as it is.
   */
  static String snake(String camel) {
    if (camel.startsWith("axis") || camel.length() == 1) {
      return camel;
    }
    var out = new StringBuilder();
    int word = 0;
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      boolean digit = Character.isDigit(c);
      if (Character.isUpperCase(c)
          || (digit && word > 1 && !Character.isDigit(camel.charAt(i - 1)))) {
        out.append('_');
        word = 0;
      }
      out.append(Character.toLowerCase(c));
      word++;
    }
    return out.toString();
  }

  /** Keras' snake case of a class name: {@code MaxPooling2D} is {@code max_pooling2d}. */
  public static String ofClass(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
