package dev.lamina.serialization;

import dev.lamina.layers.SymbolicShape;
import dev.lamina.metrics.AUC;
import dev.lamina.ops.Ints;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Numbers, texts, names and shapes in JSON; errors say what was expected. */
final class JsonScalars {
  private JsonScalars() {}

  static Number number(JsonNode node, String where) {
    return node.isIntegralNumber()
        ? (Number) (int) integer(node, where, Integer.MIN_VALUE, Integer.MAX_VALUE)
        : (Number) real(node, where);
  }

  static Ints ints(JsonNode node, String where) {
    var out = new ArrayList<Integer>();
    for (JsonNode n : node.isArray() ? node : List.of(node)) {
      out.add((int) integer(n, where, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    return new Ints(out, !node.isArray());
  }

  static long integer(JsonNode node, String where, long least, long most) {
    boolean whole =
        node.isIntegralNumber()
            ? node.canConvertToLong()
            : node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue());
    if (whole && Math.abs(node.doubleValue()) <= Math.scalb(1.0, 63)) {
      long value = node.isIntegralNumber() ? node.longValue() : (long) node.doubleValue();
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw expected("an integer", node, where);
  }

  static double real(JsonNode node, String where) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    throw expected("a number", node, where);
  }

  static String text(JsonNode node, String where) {
    if (node.isString()) {
      return node.stringValue();
    }
    throw expected("a string", node, where);
  }

  static SymbolicShape shape(JsonNode node, String where) {
    if (node.isArray() && node.size() <= 64) {
      int[] dims = new int[node.size()];
      for (int i = 0; i < dims.length; i++) {
        JsonNode d = node.get(i);
        dims[i] =
            d.isNull() ? SymbolicShape.UNKNOWN : (int) integer(d, where, 0, Integer.MAX_VALUE);
      }
      return SymbolicShape.of(dims);
    }
    throw expected("a shape", node, where);
  }

  static Object constant(Class<?> type, JsonNode node, String where) {
    Object[] all = type.getEnumConstants();
    for (Object c : all) {
      if (node.isString() && name((Enum<?>) c).equalsIgnoreCase(node.stringValue())) {
        return c;
      }
    }
    throw expected(
        "one of " + Arrays.stream(all).map(c -> name((Enum<?>) c)).toList(), node, where);
  }

  static String name(Enum<?> e) {
    return e instanceof AUC.Curve ? e.name() : e.name().toLowerCase(Locale.ROOT);
  }

  static ModelFormatException expected(String what, JsonNode got, String where) {
    return new ModelFormatException(
        "%s: expected %s, got %s".formatted(where, what, KerasJson.brief(got)));
  }
}
