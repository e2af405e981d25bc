package dev.lamina.layers;

import java.util.ArrayList;
import java.util.List;

/** What TextVectorization does to texts. */
final class Texts {
  private static final String SPACE = " \t\n\u000b\f\r";

  private Texts() {}

  static String standardize(String text, TextVectorization.Standardize how) {
    boolean lower = how != TextVectorization.Standardize.STRIP_PUNCTUATION;
    boolean strip = how != TextVectorization.Standardize.LOWER;
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(strip && isPunctuation(c))) {
        out.append(lower && c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
      }
    }
    return out.toString();
  }

  /** ASCII characters that are seen and are neither letters nor digits. */
  private static boolean isPunctuation(char c) {
    boolean word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return c > ' ' && c < 127 && !word;
  }

  static List<String> split(String text, TextVectorization.Split how) {
    if (how == TextVectorization.Split.CHARACTER) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    var out = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || SPACE.indexOf(text.charAt(i)) >= 0) {
        if (i > start) {
          out.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return List.copyOf(out);
  }

  /** Sequences of neighbours, joined by spaces: all of the first length, then of the next. */
  static List<String> ngrams(List<String> tokens, List<Integer> lengths) {
    var out = new ArrayList<String>();
    for (int n : lengths) {
      for (int i = 0; i + n <= tokens.size(); i++) {
        out.add(String.join(" ", tokens.subList(i, i + n)));
      }
    }
    return out;
  }
}
