package dev.lamina;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Names;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import dev.lamina.training.Network;
import dev.lamina.training.Trainer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of a model's layers, character by character as Keras' {@code summary} prints it.
 *
 * @param lineLength width of the table; empty: 88, with connections 108, 12 more with {@code
 *     showTrainable}. Keras' default also depends on the terminal
 * @param positions where the columns end, as parts of the line; empty: Keras' default
 * @param expandNested whether the layers of models inside are rows, too
 * @param showTrainable a column: Y trained, N frozen, - no weights
 * @param layerRange regular expressions of the first and the last layer's name; empty: all layers
 */
@RecordBuilder
public record Summary(
    OptionalInt lineLength,
    List<Double> positions,
    boolean expandNested,
    boolean showTrainable,
    Optional<Range> layerRange)
    implements SummaryBuilder.With {
  /** From the first layer whose name begins as {@code first}, to the last one's as {@code last}. */
  public record Range(String first, String last) {}

  public Summary {
    positions = List.copyOf(positions);
  }

  /** Keras' defaults. */
  public static Summary of() {
    return new Summary(OptionalInt.empty(), List.of(), false, false, Optional.empty());
  }

  /**
   * The text; each line ends with a line feed.
   *
   * @throws IllegalArgumentException if the line is too short for the columns, or {@code
   *     layerRange} names no layer
   */
  public String text(Model model) {
    return new Writer(this, model).text();
  }

  /** Prints the text to standard output in UTF-8, whatever the platform's default is. */
  public void print(Model model) {
    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
        .println(text(model));
  }

  /** One text; knows the model. */
  private static final class Writer {
    private final Summary options;
    private final Model model;
    private final Optional<Network> network;
    private final boolean connections;
    private final Map<Shared, String> names = new HashMap<>();

    Writer(Summary options, Model model) {
      this.options = options;
      this.model = model;
      // Counting needs the weights; without an input shape there are none.
      this.network = model.topology().network().map(n -> model.network());
      this.connections =
          model.topology() instanceof Topology.Functional && !network.map(Writer::chain).get();
    }

    /** Whether each layer reads only the one before it. */
    private static boolean chain(Network n) {
      LayerCall before = n.inputs().get(0).source();
      Set<Shared> seen = new HashSet<>();
      for (LayerCall c : n.calls()) {
        if (c.inputs().size() != 1
            || c.inputs().get(0).source() != before
            || !seen.add(c.layer())) {
          return false;
        }
        before = c;
      }
      return n.inputs().size() == 1;
    }

    String text() {
      var header = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
      var aligns =
          new ArrayList<>(
              List.of(TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.RIGHT));
      if (connections) {
        header.add("Connected to");
        aligns.add(TextTable.Align.LEFT);
      }
      if (options.showTrainable) {
        header.add("Trainable");
        aligns.add(TextTable.Align.CENTER);
      }
      int width =
          options.lineLength.orElse((connections ? 108 : 88) + (options.showTrainable ? 12 : 0));
      var table = new TextTable(header, aligns, widths(width, header.size()), width);
      for (Shared l : range(model.layers())) {
        rows(l, network, 0, table);
      }
      return "Model: \"%s\"\n".formatted(model.name()) + table.end() + totals();
    }

    private int[] widths(int line, int columns) {
      List<Double> ends = new ArrayList<>(options.positions);
      if (ends.isEmpty()) {
        ends.addAll(connections ? List.of(0.3, 0.56, 0.74, 1.0) : List.of(0.45, 0.8, 1.0));
      }
      if (options.showTrainable) {
        ends.replaceAll(p -> p * 0.9);
        ends.add(1.0);
      }
      if (ends.size() != columns) {
        throw new IllegalArgumentException(
            "summary: expected %d positions, one for each column but Trainable, got %s"
                .formatted(columns - (options.showTrainable ? 1 : 0), options.positions));
      }
      int[] out = new int[columns];
      int before = 0;
      for (int i = 0; i < columns; i++) {
        out[i] = (int) (ends.get(i) * line) - before;
        before += out[i];
        if (out[i] < 4) {
          throw new IllegalArgumentException(
              "summary: a line of %d characters with columns that end at %s leaves column %d %d characters, expected at least 4; set lineLength higher"
                  .formatted(line, ends, i + 1, out[i]));
        }
      }
      return out;
    }

    private List<Shared> range(List<Shared> layers) {
      if (options.layerRange.isEmpty()) {
        return layers;
      }
      Range r = options.layerRange.get();
      int[] lower = matches(layers, r.first);
      int[] upper = matches(layers, r.last);
      if (lower.length == 0 || upper.length == 0) {
        throw new IllegalArgumentException(
            "summary: layerRange %s to %s: expected names of layers, model '%s' has %s"
                .formatted(
                    r.first, r.last, model.name(), layers.stream().map(this::name).toList()));
      }
      boolean swapped = lower[0] > upper[upper.length - 1];
      return swapped
          ? layers.subList(upper[0], lower[lower.length - 1] + 1)
          : layers.subList(lower[0], upper[upper.length - 1] + 1);
    }

    private int[] matches(List<Shared> layers, String regex) {
      Pattern p = Pattern.compile(regex);
      return IntStream.range(0, layers.size())
          .filter(i -> p.matcher(name(layers.get(i))).lookingAt())
          .toArray();
    }

    /** The layer's name, or the one it will get. */
    private String name(Shared layer) {
      return layer
          .name()
          .orElseGet(
              () ->
                  names.computeIfAbsent(
                      layer,
                      l -> {
                        String base = Names.snake(l.layer().kerasName());
                        long same =
                            names.keySet().stream()
                                .filter(o -> o.layer().kerasName().equals(l.layer().kerasName()))
                                .count();
                        return same == 0 ? base : base + "_" + same;
                      }));
    }

    private void rows(Shared l, Optional<Network> around, int level, TextTable table) {
      String prefix = level == 0 ? "" : "   ".repeat(level) + "└ ";
      var cells = new ArrayList<String>();
      cells.add("%s%s (%s)".formatted(prefix, name(l), l.layer().kerasName()));
      cells.add(around.map(n -> shapes(l, n)).orElse("?"));
      cells.add(
          around.isEmpty() ? "0 (unbuilt)" : String.format(Locale.ROOT, "%,d", count(l.weights())));
      if (connections) {
        cells.add(level > 0 ? "-" : connections(l, around.orElseThrow()));
      }
      if (options.showTrainable) {
        boolean weighted = around.isPresent() && !l.weights().isEmpty();
        cells.add(weighted ? l.trainable() ? "Y" : "N" : "-");
      }
      table.add(cells);
      if (options.expandNested && l.layer() instanceof Model inner) {
        for (Shared i : inner.layers()) {
          if (!(i.layer() instanceof OpLayer)) {
            rows(i, inner.topology().network(), level + 1, table);
          }
        }
      }
    }

    private static String shapes(Shared l, Network n) {
      List<SymbolicTensor> outputs =
          n.inputs().stream().filter(i -> i.source().layer() == l).collect(Collectors.toList());
      for (LayerCall c : n.calls()) {
        if (c.layer() == l) {
          outputs = c.outputs();
        }
      }
      String all = outputs.stream().map(o -> shape(o.shape())).collect(Collectors.joining(", "));
      return outputs.size() == 1 ? all : "[" + all + "]";
    }

    private static String shape(SymbolicShape s) {
      return Arrays.stream(s.toArray())
          .mapToObj(d -> d == SymbolicShape.UNKNOWN ? "None" : Integer.toString(d))
          .collect(Collectors.joining(", ", "(", ")"));
    }

    private String connections(Shared l, Network n) {
      String all =
          n.calls().stream()
              .filter(c -> c.layer() == l)
              .flatMap(c -> c.inputs().stream())
              .map(t -> source(t, n))
              .collect(Collectors.joining(", "));
      return all.isEmpty() ? "-" : all;
    }

    /** {@code dense[0][0]}: which call of the layer, which of its outputs. */
    private String source(SymbolicTensor t, Network n) {
      LayerCall call = t.source();
      List<LayerCall> same = n.calls().stream().filter(x -> x.layer() == call.layer()).toList();
      return "%s[%d][%d]".formatted(name(call.layer()), Math.max(0, same.indexOf(call)), t.index());
    }

    private String totals() {
      List<Weight> all = network.map(Network::weights).orElse(List.of());
      Set<Weight> trained = network.isPresent() ? Set.copyOf(model.trainableWeights()) : Set.of();
      List<Weight> others = all.stream().filter(w -> !trained.contains(w)).toList();
      List<Weight> optimizer =
          model
              .madeTrainer()
              .filter(Trainer::stepped)
              .map(Trainer::optimizerWeights)
              .orElse(List.of());
      var everything = new ArrayList<>(all);
      everything.addAll(optimizer);
      return total("Total params", everything)
          + total("Trainable params", trained)
          + total("Non-trainable params", others)
          + (optimizer.isEmpty() ? "" : total("Optimizer params", optimizer));
    }

    private static long count(Collection<Weight> weights) {
      return weights.stream().mapToLong(w -> w.spec().shape().size()).sum();
    }

    private static String total(String label, Collection<Weight> weights) {
      long bytes = weights.stream().mapToLong(w -> w.type().bytes()).sum();
      return String.format(Locale.ROOT, " %s: %,d (%s)\n", label, count(weights), size(bytes));
    }

    private static String size(long bytes) {
      List<String> units = List.of("B", "KB", "MB", "GB", "TB");
      double v = bytes;
      int unit = 0;
      while (v >= 1024 && unit < units.size() - 1) {
        v /= 1024;
        unit++;
      }
      return String.format(Locale.ROOT, "%.2f %s", v, units.get(unit));
    }
  }
}
