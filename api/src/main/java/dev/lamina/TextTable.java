package dev.lamina;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table with borders of Unicode lines, as Python's library rich draws it for Keras: a line
 * between all rows, cells broken between words, an ellipsis where a word is too long.
 */
final class TextTable {
  /** How the text of a column stands in it. */
  enum Align {
    LEFT,
    RIGHT,
    CENTER
  }

  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

  private final int[] widths;
  private final List<Align> aligns;
  private final StringBuilder out = new StringBuilder();
  private int rows;

  /**
   * @param wanted widths of the columns' texts; all are cut or grow evenly until the table fits
   * @param width of the whole table
   */
  TextTable(List<String> header, List<Align> aligns, int[] wanted, int width) {
    this.aligns = aligns;
    this.widths = fit(wanted, width);
    rule('┏', '━', '┳', '┓');
    line(header, '┃', true);
    rule('┡', '━', '╇', '┩');
  }

  void add(List<String> cells) {
    if (rows++ > 0) {
      rule('├', '─', '┼', '┤');
    }
    line(cells, '│', false);
  }

  /** The table with its last line. */
  String end() {
    rule('└', '─', '┴', '┘');
    return out.toString();
  }

  /** Widths with a space on both sides, which with the borders add up to {@code width}. */
  private static int[] fit(int[] wanted, int width) {
    int[] widths = Arrays.stream(wanted).map(w -> w + 2).toArray();
    int excess = Arrays.stream(widths).sum() + widths.length + 1 - width;
    if (excess > 0) {
      shrink(widths, excess);
    } else {
      grow(widths, -excess);
    }
    return widths;
  }

  /** Takes the same from all, half numbers rounded to even ones. */
  private static void shrink(int[] widths, int excess) {
    int left = excess;
    for (int i = 0; i < widths.length; i++) {
      int part = Math.min(widths[i], (int) Math.rint(left / (double) (widths.length - i)));
      widths[i] -= part;
      left -= part;
    }
  }

  /** Gives to each by its width, rounded up. */
  private static void grow(int[] widths, int lack) {
    int left = lack;
    int total = Arrays.stream(widths).sum();
    for (int i = 0; i < widths.length; i++) {
      int width = widths[i];
      int part = (int) Math.ceil(width * (double) left / total);
      widths[i] += part;
      total -= width;
      left -= part;
    }
  }

  private void rule(char left, char line, char middle, char right) {
    out.append(
        Arrays.stream(widths)
            .mapToObj(w -> String.valueOf(line).repeat(w))
            .collect(
                Collectors.joining(String.valueOf(middle), String.valueOf(left), right + "\n")));
  }

  /** Texts of several lines stand at the top of their cells, or at the bottom. */
  private void line(List<String> cells, char border, boolean bottom) {
    var columns = new ArrayList<List<String>>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      List<String> lines = wrap(cells.get(i), widths[i] - 2);
      columns.add(lines);
      height = Math.max(height, lines.size());
    }
    for (int h = 0; h < height; h++) {
      out.append(border);
      for (int i = 0; i < widths.length; i++) {
        int at = bottom ? h - height + columns.get(i).size() : h;
        String text = at >= 0 && at < columns.get(i).size() ? columns.get(i).get(at) : "";
        out.append(' ').append(placed(text, widths[i] - 2, aligns.get(i)));
        out.append(' ').append(border);
      }
      out.append('\n');
    }
  }

  private static String placed(String text, int width, Align align) {
    String t = align == Align.LEFT ? text : text.stripTrailing();
    String cut = t.length() > width ? t.substring(0, Math.max(0, width - 1)) + "…" : t;
    int free = Math.max(0, width - cut.length());
    int before =
        switch (align) {
          case LEFT -> 0;
          case RIGHT -> free;
          case CENTER -> free / 2;
        };
    return " ".repeat(before) + cut + " ".repeat(free - before);
  }

  /** Lines that hold whole words with the spaces after them; too long a word has its own line. */
  private static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    int start = 0;
    int used = 0;
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      if (width - used >= word.stripTrailing().length()) {
        used += word.length();
      } else {
        if (words.start() > 0) {
          lines.add(cropped(text.substring(start, words.start()), width));
          start = words.start();
        }
        used = word.length();
      }
    }
    lines.add(cropped(text.substring(start), width));
    return lines;
  }

  /** Without spaces at the end that do not fit. */
  private static String cropped(String line, int width) {
    int spaces = line.length() - line.stripTrailing().length();
    int excess = Math.max(0, line.length() - width);
    return line.substring(0, line.length() - Math.min(spaces, excess));
  }
}
