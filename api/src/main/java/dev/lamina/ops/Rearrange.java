package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Axes by name in another order, split and joined: {@code b (h s) c -> (b s) h c}. Names in
 * brackets are parts of one axis, the first one the slowest (Rogozhnikov 2022, "Einops").
 *
 * @param axesLengths the sizes of parts; of each axis one may be left out
 */
public record Rearrange(String pattern, Map<String, Integer> axesLengths)
    implements Operation.OfOne {
  private static final Pattern AXIS = Pattern.compile("\\w+|\\([\\w\\s]+\\)");
  private static final Pattern NAME = Pattern.compile("\\w+");

  public Rearrange {
    axesLengths = Collections.unmodifiableMap(new TreeMap<>(axesLengths));
    Require.that(
        axesLengths.values().stream().allMatch(n -> n > 0),
        "rearrange: expected sizes > 0, got %s",
        axesLengths);
    List<String> from = names(side(pattern, 0));
    List<String> to = names(side(pattern, 1));
    Require.that(
        new HashSet<>(from).size() == from.size()
            && from.size() == to.size()
            && new HashSet<>(from).equals(new HashSet<>(to)),
        "rearrange: expected the same names on both sides of '%s', each once",
        pattern);
  }

  @Override
  public Value write(Value x) {
    List<List<String>> from = side(pattern, 0);
    Require.that(
        from.size() == x.rank(),
        "rearrange: '%s' has %d axes, got shape %s",
        pattern,
        from.size(),
        x.shape());
    var sizes = new TreeMap<String, Integer>();
    for (int i = 0; i < from.size(); i++) {
      split(from.get(i), x.dim(i), x.shape(), sizes);
    }
    List<String> before = names(from);
    List<List<String>> to = side(pattern, 1);
    int[] order = names(to).stream().mapToInt(before::indexOf).toArray();
    Shape parts = Shape.of(before.stream().map(sizes::get).toList());
    var out = new ArrayList<Integer>();
    for (List<String> axis : to) {
      out.add(axis.stream().mapToInt(sizes::get).reduce(1, Math::multiplyExact));
    }
    return x.reshape(parts).transpose(order).reshape(Shape.of(out));
  }

  /** The sizes of the parts of an axis; one may follow from the others. */
  private void split(List<String> parts, int size, Shape shape, Map<String, Integer> sizes) {
    long known = 1;
    var open = new ArrayList<String>();
    for (String p : parts) {
      Integer given = axesLengths.get(p);
      if (given == null) {
        open.add(p);
      } else {
        known *= given;
        sizes.put(p, given);
      }
      Require.that(
          known <= Integer.MAX_VALUE, "rearrange: the sizes %s are too large", axesLengths);
    }
    boolean fits = open.isEmpty() ? known == size : size % known == 0;
    Require.that(
        open.size() <= 1 && fits,
        "rearrange: an axis of %d in %s cannot be split into %s with the sizes %s",
        size,
        shape,
        parts,
        axesLengths);
    for (String p : open) {
      sizes.put(p, (int) (size / known));
    }
  }

  /** The axes of one side, each the list of its parts. */
  private static List<List<String>> side(String pattern, int which) {
    String[] sides = pattern.split("->", -1);
    Require.that(
        sides.length == 2
            && AXIS.matcher(sides[0]).replaceAll("").isBlank()
            && AXIS.matcher(sides[1]).replaceAll("").isBlank(),
        "rearrange: expected a pattern such as 'b (h s) c -> (b s) h c', got '%s'",
        pattern);
    var out = new ArrayList<List<String>>();
    Matcher axis = AXIS.matcher(sides[which]);
    while (axis.find()) {
      out.add(NAME.matcher(axis.group()).results().map(MatchResult::group).toList());
    }
    return out;
  }

  private static List<String> names(List<List<String>> axes) {
    return axes.stream().flatMap(List::stream).toList();
  }
}
