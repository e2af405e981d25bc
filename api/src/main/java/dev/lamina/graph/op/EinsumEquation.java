package dev.lamina.graph.op;

import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The terms of an {@link Einsum}. An absent output is written out. */
record EinsumEquation(String text, List<String> inputs, String output) {
  private static final Pattern TERM = Pattern.compile("[a-zA-Z]*(\\.\\.\\.)?[a-zA-Z]*");
  private static final String ELLIPSIS = "...";

  /** Axes under an ellipsis have labels from here on, counted from the last. */
  private static final int UNNAMED = 1000;

  /** A label for every axis, and the size of what each label stands for. */
  record Labels(List<List<Integer>> inputs, List<Integer> output, Map<Integer, Integer> sizes) {}

  static EinsumEquation of(String equation) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    String left = arrow < 0 ? text : text.substring(0, arrow);
    List<String> terms = List.of(left.split(",", -1));
    String output = arrow < 0 ? implicit(left) : text.substring(arrow + 2);
    var all = new ArrayList<>(terms);
    all.add(output);
    for (String t : all) {
      Rule.check(
          TERM.matcher(t).matches(),
          "einsum: expected terms of letters and at most one ..., got '%s' in '%s'",
          t,
          equation);
    }
    for (int c : output.replace(ELLIPSIS, "").chars().toArray()) {
      Rule.check(
          output.indexOf(c) == output.lastIndexOf(c) && left.indexOf(c) >= 0,
          "einsum: every letter of the output must occur once there and in an input, got '%c' in"
              + " '%s'",
          (char) c,
          equation);
    }
    return new EinsumEquation(text, terms, output);
  }

  private static String implicit(String left) {
    Map<Character, Integer> count = new TreeMap<>();
    for (char c : left.replace(ELLIPSIS, "").replace(",", "").toCharArray()) {
      count.merge(c, 1, Integer::sum);
    }
    var out = new StringBuilder(left.contains(ELLIPSIS) ? ELLIPSIS : "");
    count.forEach((c, n) -> out.append(n == 1 ? String.valueOf(c) : ""));
    return out.toString();
  }

  /** What every axis of inputs of these shapes stands for. */
  Labels labels(List<Shape> shapes) {
    Rule.check(
        shapes.size() == inputs.size(),
        "einsum: '%s' has %d terms, got %d inputs",
        text,
        inputs.size(),
        shapes.size());
    var labels = new ArrayList<List<Integer>>();
    Map<Integer, Integer> sizes = new HashMap<>();
    int unnamed = 0;
    for (int i = 0; i < shapes.size(); i++) {
      String term = inputs.get(i);
      int letters = term.replace(ELLIPSIS, "").length();
      int rest = shapes.get(i).rank() - letters;
      Rule.check(
          term.contains(ELLIPSIS) ? rest >= 0 : rest == 0,
          "einsum: term '%s' of '%s' does not fit an input of shape %s",
          term,
          text,
          shapes.get(i));
      unnamed = Math.max(unnamed, rest);
      List<Integer> axes = expand(term, rest);
      for (int a = 0; a < axes.size(); a++) {
        size(sizes, axes.get(a), shapes.get(i).dim(a), shapes);
      }
      labels.add(axes);
    }
    return new Labels(labels, expand(output, output.contains(ELLIPSIS) ? unnamed : 0), sizes);
  }

  private static List<Integer> expand(String term, int unnamed) {
    var out = new ArrayList<Integer>();
    int dots = term.indexOf(ELLIPSIS);
    for (int i = 0; i < term.length(); i++) {
      if (i == dots) {
        for (int j = unnamed - 1; j >= 0; j--) {
          out.add(UNNAMED + j);
        }
        i += ELLIPSIS.length() - 1;
      } else {
        out.add((int) term.charAt(i));
      }
    }
    return Collections.unmodifiableList(out);
  }

  /** Sizes of one label agree, or are 1. */
  private void size(Map<Integer, Integer> sizes, int label, int size, List<Shape> shapes) {
    int known = sizes.getOrDefault(label, 1);
    Rule.check(
        known == 1 || size == 1 || known == size,
        "einsum: sizes of one letter differ in '%s' of %s: %d and %d",
        text,
        shapes,
        known,
        size);
    sizes.put(label, known == 1 ? size : known);
  }
}
