package dev.lamina;

import dev.lamina.layers.LayerActivation;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.training.Network;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model as text in the language DOT, as Keras' {@code model_to_dot} describes it: a box per layer
 * and an arrow per connection. The program {@code dot} of Graphviz makes a picture of it: {@code
 * dot -Tpng model.dot -o model.png}.
 *
 * @param showShapes shapes of input and output in each box
 * @param showDtype element type of the output in each box
 * @param showLayerNames names beside the classes
 * @param rankdir TB: from top to bottom, LR: from left to right
 * @param expandNested the layers of models inside, within a frame
 * @param dpi dots per inch
 * @param showLayerActivations activation functions of the layers that have one
 * @param showTrainable whether a layer with weights is trained
 * @param splines form of the arrows: ortho, curved, polyline, spline or line
 */
@RecordBuilder
public record DotGraph(
    boolean showShapes,
    boolean showDtype,
    boolean showLayerNames,
    String rankdir,
    boolean expandNested,
    int dpi,
    boolean showLayerActivations,
    boolean showTrainable,
    String splines)
    implements DotGraphBuilder.With {
  private static final Pattern PLAIN =
      Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*|-?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)");

  /** Keras' defaults. */
  public static DotGraph of() {
    return new DotGraph(false, false, true, "TB", false, 200, false, false, "ortho");
  }

  /**
   * The text; each line ends with a line feed.
   *
   * @throws IllegalStateException if the model's input shape is not known yet
   */
  public String text(Model model) {
    var out = new StringBuilder("digraph G {\n");
    out.append("rankdir=%s;\nconcentrate=true;\n".formatted(quoted(rankdir)));
    out.append("dpi=%d;\nsplines=%s;\nnode [shape=record];\n".formatted(dpi, quoted(splines)));
    new Writer(this, out).model(model);
    return out.append("}\n").toString();
  }

  /** An identifier, in quotation marks where DOT wants them. */
  private static String quoted(String id) {
    return PLAIN.matcher(id).matches() ? id : '"' + id.replace("\"", "\\\"") + '"';
  }

  /** One text; knows the boxes' numbers. */
  private static final class Writer {
    private final DotGraph options;
    private final StringBuilder out;
    private final Map<Shared, Integer> boxes = new HashMap<>();

    private record Edge(int from, int to) {}

    Writer(DotGraph options, StringBuilder out) {
      this.options = options;
      this.out = out;
    }

    void model(Model model) {
      Network n = model.network();
      for (Shared l : model.layers()) {
        if (options.expandNested && l.layer() instanceof Model inner) {
          String name = l.name().orElse(inner.name());
          out.append("subgraph %s {\nstyle=dashed;\n".formatted(quoted("cluster_" + name)));
          out.append("label=%s;\nlabeljust=l;\n".formatted(quoted(name)));
          model(inner);
          out.append("}\n");
        } else {
          boxes.put(l, boxes.size());
          out.append(
              "n%d [label=<%s>, fontname=Helvetica, border=0, margin=0];\n"
                  .formatted(boxes.get(l), label(l, n)));
        }
      }
      edges(model, n)
          .forEach(e -> out.append("n%d -> n%d [penwidth=2];\n".formatted(e.from, e.to)));
    }

    private Set<Edge> edges(Model model, Network n) {
      var edges = new LinkedHashSet<Edge>();
      List<LayerCall> calls = new ArrayList<>();
      for (Shared l : model.layers()) {
        n.calls().stream().filter(c -> c.layer() == l).forEach(calls::add);
      }
      boolean chain = model.topology() instanceof Topology.Chain;
      for (LayerCall c : calls) {
        for (int i = 0; i < c.inputs().size(); i++) {
          SymbolicTensor t = c.inputs().get(i);
          if (!chain || !t.source().inputs().isEmpty()) {
            edges.add(new Edge(box(source(t)), box(destination(c.layer(), i))));
          }
        }
      }
      return edges;
    }

    private int box(Shared layer) {
      Integer n = boxes.get(layer);
      if (n == null) {
        throw new IllegalStateException("dot: no box for " + layer);
      }
      return n;
    }

    /** The layer that makes a value: within a model that is drawn, the one that ends there. */
    private Shared source(SymbolicTensor t) {
      Shared layer = t.source().layer();
      return options.expandNested && layer.layer() instanceof Model inner
          ? source(inner.network().outputs().get(t.index()))
          : layer;
    }

    private Shared destination(Shared layer, int input) {
      if (!options.expandNested || !(layer.layer() instanceof Model inner)) {
        return layer;
      }
      return inner.topology() instanceof Topology.Chain
          ? destination(inner.layers().get(0), input)
          : destination(inner.network().inputs().get(input).source().layer(), input);
    }

    private String label(Shared layer, Network n) {
      int columns =
          (options.showShapes ? 2 : 0)
              + (options.showDtype ? 1 : 0)
              + (options.showTrainable ? 1 : 0);
      int span = Math.max(1, columns);
      String type = layer.layer().kerasName();
      var table = new StringBuilder("<table border=\"0\" cellborder=\"1\" bgcolor=\"black\"");
      table.append(" cellpadding=\"10\"><tr><td colspan=\"%d\" bgcolor=\"black\">".formatted(span));
      table.append("<font point-size=\"16\" color=\"white\">");
      table.append(
          options.showLayerNames
              ? "<b>%s</b> (%s)".formatted(layer.name().orElse(type), type)
              : "<b>%s</b>".formatted(type));
      table.append("</font></td></tr>");
      if (options.showLayerActivations) {
        LayerActivation.of(layer.layer())
            .ifPresent(
                a ->
                    table.append(
                        "<tr><td bgcolor=\"white\" colspan=\"%d\"><font point-size=\"14\">Activation: <b>%s</b></font></td></tr>"
                            .formatted(span, a.kerasName())));
      }
      String cells = cells(layer, n);
      return table + (cells.isEmpty() ? "" : "<tr>" + cells + "</tr>") + "</table>";
    }

    private String cells(Shared layer, Network n) {
      var cells = new StringBuilder();
      Ends ends = Ends.of(layer, n);
      if (options.showShapes) {
        if (!layer.layer().kerasName().equals("InputLayer")) {
          cells.append(cell("Input shape", shapes(ends.inputs)));
        }
        cells.append(cell("Output shape", shapes(ends.outputs)));
      }
      if (options.showDtype) {
        cells.append(cell("Output dtype", dtypes(ends.outputs)));
      }
      if (options.showTrainable
          && !(layer.layer() instanceof OpLayer)
          && !layer.weights().isEmpty()) {
        cells.append(
            "<td bgcolor=\"%s\"><font point-size=\"14\" color=\"white\"><b>%s</b></font></td>"
                .formatted(
                    layer.trainable() ? "forestgreen" : "firebrick",
                    layer.trainable() ? "Trainable" : "Non-trainable"));
      }
      return cells.toString();
    }

    private static String cell(String what, String value) {
      return "<td bgcolor=\"white\"><font point-size=\"14\">%s: <b>%s</b></font></td>"
          .formatted(what, value);
    }

    private static String shapes(List<SymbolicTensor> tensors) {
      String all =
          tensors.stream().map(t -> t.shape().toString()).collect(Collectors.joining(", "));
      return tensors.size() == 1 ? all : "[" + all + "]";
    }

    private static String dtypes(List<SymbolicTensor> tensors) {
      return tensors.size() == 1
          ? tensors.get(0).dtype().keras()
          : tensors.stream()
              .map(t -> "'" + t.dtype().keras() + "'")
              .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** What a layer reads and makes: a model's own inputs and outputs, else those of a first call. */
  private record Ends(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
    static Ends of(Shared layer, Network n) {
      if (layer.layer() instanceof Model m) {
        return new Ends(m.network().inputs(), m.network().outputs());
      }
      return n.calls().stream()
          .filter(c -> c.layer() == layer)
          .findFirst()
          .map(c -> new Ends(c.inputs(), c.outputs()))
          .orElseGet(
              () ->
                  new Ends(
                      List.of(),
                      n.inputs().stream().filter(t -> t.source().layer() == layer).toList()));
    }
  }
}
