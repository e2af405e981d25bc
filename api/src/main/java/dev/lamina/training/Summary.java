package dev.lamina.training;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of a model's layers, as Keras' {@code summary} prints it. */
public final class Summary {
  private static final List<Integer> CHAIN = List.of(35, 26, 15);
  private static final List<Integer> GRAPH = List.of(29, 25, 16, 25);

  private Summary() {}

  /** {@code connections}: with input layers and a column of what each layer reads. */
  public static String of(String name, boolean connections, Network network) {
    List<Integer> widths = connections ? GRAPH : CHAIN;
    var out = new StringBuilder("Model: \"" + name + "\"\n");
    var header = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    if (connections) {
      header.add("Connected to");
    }
    out.append(rule(widths, '┏', '━', '┳', '┓'));
    row(out, widths, header, '┃');
    out.append(rule(widths, '┡', '━', '╇', '┩'));
    boolean first = true;
    for (Shared l : network.layers()) {
      boolean input = l.layer().kerasName().equals("InputLayer");
      if (input && !connections) {
        continue;
      }
      if (!first) {
        out.append(rule(widths, '├', '─', '┼', '┤'));
      }
      first = false;
      List<LayerCall> calls = network.calls().stream().filter(c -> c.layer() == l).toList();
      List<SymbolicTensor> outputs = new ArrayList<>();
      if (input) {
        outputs.addAll(network.inputs().stream().filter(i -> i.source().layer() == l).toList());
      } else {
        outputs.addAll(calls.get(0).outputs());
      }
      var cells = new ArrayList<String>();
      cells.add(l.name().orElse("?") + " (" + l.layer().kerasName() + ")");
      cells.add(outputs.stream().map(o -> o.shape().toString()).collect(Collectors.joining(", ")));
      cells.add(String.format(Locale.ROOT, "%,d", count(l.weights())));
      if (connections) {
        cells.add(input ? "-" : connections(network, calls));
      }
      row(out, widths, cells, '│');
    }
    out.append(rule(widths, '└', '─', '┴', '┘'));
    Set<Weight> trained = trained(network);
    List<Weight> all = network.weights();
    List<Weight> others = all.stream().filter(w -> !trained.contains(w)).toList();
    total(out, "Total params", all);
    total(out, "Trainable params", trained);
    total(out, "Non-trainable params", others);
    return out.toString();
  }

  /** Prints text to standard output in UTF-8, whatever the platform's default is. */
  public static void print(String text) {
    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
        .println(text);
  }

  private static Set<Weight> trained(Network network) {
    Set<Weight> out = new LinkedHashSet<>();
    network.layers().stream()
        .filter(Shared::trainable)
        .forEach(l -> l.weights().stream().filter(w -> w.spec().trainable()).forEach(out::add));
    return out;
  }

  private static String connections(Network network, List<LayerCall> calls) {
    var parts = new ArrayList<String>();
    for (LayerCall c : calls) {
      for (SymbolicTensor t : c.inputs()) {
        LayerCall source = t.source();
        List<LayerCall> same =
            network.calls().stream().filter(x -> x.layer() == source.layer()).toList();
        parts.add(
            "%s[%d][%d]"
                .formatted(
                    source.layer().name().orElse("?"),
                    Math.max(0, same.indexOf(source)),
                    t.index()));
      }
    }
    return String.join(", ", parts);
  }

  private static long count(Collection<Weight> weights) {
    return weights.stream().mapToLong(w -> w.spec().shape().size()).sum();
  }

  private static void total(StringBuilder out, String label, Collection<Weight> weights) {
    long bytes = weights.stream().mapToLong(w -> w.type().bytes()).sum();
    out.append(String.format(Locale.ROOT, " %s: %,d (%s)%n", label, count(weights), size(bytes)));
  }

  private static String size(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    double v = bytes;
    int unit = 0;
    while (v >= 1024 && unit < units.length - 1) {
      v /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", v, units[unit]);
  }

  private static String rule(List<Integer> widths, char left, char line, char mid, char right) {
    return widths.stream()
            .map(w -> String.valueOf(line).repeat(w))
            .collect(
                Collectors.joining(
                    String.valueOf(mid), String.valueOf(left), String.valueOf(right)))
        + "\n";
  }

  private static void row(
      StringBuilder out, List<Integer> widths, List<String> cells, char border) {
    var columns = new ArrayList<List<String>>();
    int height = 1;
    for (int i = 0; i < cells.size(); i++) {
      List<String> lines = wrap(cells.get(i), widths.get(i) - 2);
      columns.add(lines);
      height = Math.max(height, lines.size());
    }
    for (int h = 0; h < height; h++) {
      out.append(border);
      for (int i = 0; i < cells.size(); i++) {
        String text = h < columns.get(i).size() ? columns.get(i).get(h) : "";
        String pad = " ".repeat(widths.get(i) - 2 - text.length());
        out.append(' ').append(i == 2 ? pad + text : text + pad).append(' ').append(border);
      }
      out.append('\n');
    }
  }

  private static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String given : text.split(" ", -1)) {
      String word = given;
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "");
      while (line.length() + word.length() > width) {
        int cut = width - line.length();
        lines.add(line + word.substring(0, cut));
        line.setLength(0);
        word = word.substring(cut);
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
