package dev.lamina.callbacks;

import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What is remembered in a checkpoint: texts, numbers and tensors by name. Immutable; {@code with}
 * returns a larger one. Numbers come back bit for bit.
 *
 * @param values texts, and numbers as text
 * @param tensors tensors
 */
public record Snapshot(Map<String, String> values, Map<String, Tensor> tensors) {
  public Snapshot {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** With nothing in it. */
  public static Snapshot empty() {
    return new Snapshot(Map.of(), Map.of());
  }

  public Snapshot with(String name, String text) {
    var more = new LinkedHashMap<>(values);
    more.put(name, text);
    return new Snapshot(more, tensors);
  }

  public Snapshot with(String name, long number) {
    return with(name, Long.toString(number));
  }

  public Snapshot with(String name, double number) {
    return with(name, Double.toString(number));
  }

  public Snapshot with(String name, boolean flag) {
    return with(name, Boolean.toString(flag));
  }

  /** A number that may be missing. */
  public Snapshot with(String name, Optional<Double> number) {
    return number.map(n -> with(name, (double) n)).orElse(this);
  }

  public Snapshot with(String name, double[] numbers) {
    return with(
        name, DoubleStream.of(numbers).mapToObj(Double::toString).collect(Collectors.joining(" ")));
  }

  public Snapshot with(String name, Tensor tensor) {
    var more = new LinkedHashMap<>(tensors);
    more.put(name, tensor);
    return new Snapshot(values, more);
  }

  /** Tensors in an order, {@code name/0}, {@code name/1}, … */
  public Snapshot with(String name, List<Tensor> list) {
    var more = new LinkedHashMap<>(tensors);
    for (int i = 0; i < list.size(); i++) {
      more.put(name + "/" + i, list.get(i));
    }
    return new Snapshot(values, more);
  }

  /** All of another one, below a name: {@code name/…}. */
  public Snapshot with(String name, Snapshot inner) {
    var v = new LinkedHashMap<>(values);
    inner.values.forEach((k, x) -> v.put(name + "/" + k, x));
    var t = new LinkedHashMap<>(tensors);
    inner.tensors.forEach((k, x) -> t.put(name + "/" + k, x));
    return new Snapshot(v, t);
  }

  /** Whether there is a text or number of this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The text of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String text(String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow(() -> missing(name));
  }

  public long whole(String name) {
    return parse(name, Long::valueOf);
  }

  public int integer(String name) {
    return parse(name, Integer::valueOf);
  }

  public double number(String name) {
    return parse(name, Double::valueOf);
  }

  public boolean flag(String name) {
    return text(name).equals("true");
  }

  /** A number that may be missing. */
  public Optional<Double> optionalNumber(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  public double[] numbers(String name) {
    String text = text(name);
    return parse(name, t -> text.isEmpty() ? new double[0] : of(text.split(" ")).toArray());
  }

  private static DoubleStream of(String[] numbers) {
    return java.util.Arrays.stream(numbers).mapToDouble(Double::parseDouble);
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T parse(String name, Parser<T> parser) {
    String text = text(name);
    try {
      return parser.parse(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "snapshot: '%s' is '%s', expected a number; was it written by something else?"
              .formatted(name, text),
          e);
    }
  }

  public Tensor tensor(String name) {
    return Optional.ofNullable(tensors.get(name)).orElseThrow(() -> missing(name));
  }

  /** The tensors {@code name/0}, {@code name/1}, … */
  public List<Tensor> list(String name) {
    var out = new ArrayList<Tensor>();
    while (tensors.containsKey(name + "/" + out.size())) {
      out.add(tensor(name + "/" + out.size()));
    }
    return List.copyOf(out);
  }

  /** What is below a name, without that name in front. */
  public Snapshot below(String name) {
    return new Snapshot(below(name + "/", values), below(name + "/", tensors));
  }

  private static <T> Map<String, T> below(String prefix, Map<String, T> all) {
    var out = new LinkedHashMap<String, T>();
    all.forEach(
        (k, v) -> {
          if (k.startsWith(prefix)) {
            out.put(k.substring(prefix.length()), v);
          }
        });
    return out;
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "snapshot: no '%s', it has %s and the tensors %s"
            .formatted(name, values.keySet(), tensors.keySet()));
  }
}
