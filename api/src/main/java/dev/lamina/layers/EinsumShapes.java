package dev.lamina.layers;

import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shapes of an {@link EinsumDense} layer's weights for one input shape.
 *
 * @param inputAxes the kernel's axes that the input is summed over
 * @param outputAxes the kernel's axes that the output has
 */
record EinsumShapes(
    Shape kernel, Optional<Shape> bias, List<Integer> inputAxes, List<Integer> outputAxes) {
  private static final Pattern EQUATION =
      Pattern.compile(
          "(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

  private static Matcher parse(String equation) {
    Matcher m = EQUATION.matcher(equation);
    boolean alike =
        m.matches()
            && (m.group(1) == null) == (m.group(5) == null)
            && (m.group(3) == null) == (m.group(7) == null)
            && (m.group(1) == null || m.group(3) == null);
    Check.that(
        alike,
        "EinsumDense: equation must have the form X,Y->Z, ...X,Y->...Z or X...,Y->Z..., got '%s'",
        equation);
    return m;
  }

  static void check(String equation, Optional<String> biasAxes) {
    Matcher m = parse(equation);
    String known = m.group(2) + m.group(4);
    String out = m.group(6);
    Check.that(
        out.chars().allMatch(c -> known.indexOf(c) >= 0),
        "EinsumDense: every letter of the output '%s' must be in the input '%s' or the kernel '%s'",
        out,
        m.group(2),
        m.group(4));
    Check.that(
        m.group(4).chars().allMatch(c -> (m.group(2) + out).indexOf(c) >= 0),
        "EinsumDense: every letter of the kernel '%s' must be in the input '%s' or the output '%s'",
        m.group(4),
        m.group(2),
        out);
    Check.that(
        biasAxes.isEmpty() || biasAxes.get().chars().allMatch(c -> out.indexOf(c) >= 0),
        "EinsumDense: biasAxes must be letters of the output '%s', got '%s'",
        out,
        biasAxes.orElse(""));
  }

  static EinsumShapes of(Scope scope, EinsumDense layer, Shape input) {
    Matcher m = parse(layer.equation());
    String in = m.group(2);
    String out = m.group(6);
    boolean left = m.group(1) != null;
    boolean dots = left || m.group(3) != null;
    int elided = input.rank() - in.length();
    Check.that(
        dots ? elided >= (left ? 1 : 0) : elided == 0,
        "%s (EinsumDense): expected an input of the form '%s', got shape %s",
        scope.path(),
        layer.equation().substring(0, layer.equation().indexOf(',')),
        input);
    int declared = out.length() - (left ? 0 : 1);
    Check.that(
        layer.outputShape().size() == declared,
        "%s (EinsumDense): expected %d entries in outputShape for the output '%s', got %s",
        scope.path(),
        declared,
        out,
        layer.outputShape());
    Map<Character, Integer> sizes = new HashMap<>();
    for (int i = 0; i < in.length(); i++) {
      sizes.put(in.charAt(i), input.dim(left ? i + elided : i));
    }
    for (int i = 0; i < declared; i++) {
      char c = out.charAt(left ? i : i + 1);
      int size = layer.outputShape().get(i).orElse(sizes.getOrDefault(c, 0));
      int known = sizes.getOrDefault(c, size);
      Check.that(
          size == known,
          "%s (EinsumDense): outputShape has %d for '%c' (entry %d), the input %s has %d",
          scope.path(),
          size,
          c,
          i,
          input,
          known);
      if (size > 0) {
        sizes.put(c, size);
      }
    }
    var inputAxes = new ArrayList<Integer>();
    var outputAxes = new ArrayList<Integer>();
    String kernel = m.group(4);
    for (int i = 0; i < kernel.length(); i++) {
      (out.indexOf(kernel.charAt(i)) >= 0 ? outputAxes : inputAxes).add(i);
    }
    Optional<Shape> bias =
        layer.biasAxes().map(axes -> bias(scope, sizes, out, axes, left ? 0 : elided));
    return new EinsumShapes(shape(scope, sizes, kernel), bias, inputAxes, outputAxes);
  }

  private static Shape bias(
      Scope scope, Map<Character, Integer> sizes, String out, String axes, int elided) {
    int first = axes.chars().map(out::indexOf).min().orElse(out.length());
    var dims = new ArrayList<Integer>();
    for (char c : out.substring(first).toCharArray()) {
      dims.add(axes.indexOf(c) >= 0 ? shape(scope, sizes, String.valueOf(c)).dim(0) : 1);
    }
    for (int i = 0; i < elided; i++) {
      dims.add(1);
    }
    return Shape.of(dims);
  }

  private static Shape shape(Scope scope, Map<Character, Integer> sizes, String term) {
    int[] dims = new int[term.length()];
    for (int i = 0; i < dims.length; i++) {
      Integer size = sizes.get(term.charAt(i));
      Check.that(
          size != null,
          "%s (EinsumDense): the size of '%c' is not known; give it in outputShape",
          scope.path(),
          term.charAt(i));
      dims[i] = size == null ? 0 : size;
    }
    return Shape.of(dims);
  }
}
