package dev.lamina.callbacks;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as Python writes them, so that files and messages are those of Keras. */
final class Numbers {
  private Numbers() {}

  /** The shortest digits that mean this number; with an exponent below 1e-4 and from 1e16 on. */
  static String text(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    if (v == 0) {
      return Double.compare(v, 0) == 0 ? "0.0" : "-0.0";
    }
    String scientific = "";
    for (int digits = 0; digits <= 17 && scientific.isEmpty(); digits++) {
      String tried = String.format(Locale.ROOT, "%." + digits + "e", v);
      if (Double.parseDouble(tried) == v) {
        scientific = tried;
      }
    }
    BigDecimal exact = new BigDecimal(scientific);
    double size = Math.abs(v);
    if (size >= 1e-4 && size < 1e16) {
      String plain = exact.stripTrailingZeros().toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return scientific;
  }

  /** With five digits behind the point. */
  static String five(double v) {
    return Double.isNaN(v) ? "nan" : String.format(Locale.ROOT, "%.5f", v);
  }
}
