package dev.lamina.serialization;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.Cell;
import dev.lamina.layers.Configured;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Pipeline;
import dev.lamina.layers.RNN;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SpectralNormalization;
import dev.lamina.layers.StackedRNNCells;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.TimeDistributed;
import dev.lamina.tensor.DType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Keras' files tell about layers inside of others: shapes they were built for, states. */
final class InnerLayers {
  private final KerasJson objects;

  InnerLayers(KerasJson objects) {
    this.objects = objects;
  }

  /** Adds the shapes to the inner layers of a written config; {@code in}: the outer layer's. */
  void addShapes(ObjectNode config, Layer layer, SymbolicShape in) {
    if (layer instanceof Bidirectional b) {
      addShape(config.path("layer"), b.layer(), in);
      addShape(config.path("backward_layer"), b.backwardLayer(), in);
    } else if (layer instanceof TimeDistributed t) {
      addShape(config.path("layer"), t.layer(), step(in));
    } else if (layer instanceof SpectralNormalization s) {
      addShape(config.path("layer"), s.layer(), in);
    } else if (layer instanceof RNN r) {
      addShape(config.path("cell"), r.cell(), step(in));
    } else if (layer instanceof StackedRNNCells s) {
      SymbolicShape at = in;
      for (int i = 0; i < s.cells().size(); i++) {
        addShape(config.path("cells").path(i), s.cells().get(i), at);
        at = output(s.cells().get(i), at);
      }
    } else if (layer instanceof Pipeline p) {
      SymbolicShape at = in;
      for (int i = 0; i < p.layers().size(); i++) {
        addShape(config.path("layers").path(i), p.layers().get(i), at);
        at = passed(p.layers().get(i), at);
      }
    }
  }

  /** The shape that a layer makes of this one. */
  private static SymbolicShape passed(Layer layer, SymbolicShape in) {
    if (Configured.of(layer).layer() instanceof HostLayer h && !h.runsInGraph()) {
      return h.hostShape(List.of(in));
    }
    Input input = Input.ofBatch(in, DType.FLOAT32, Optional.empty());
    return Shared.of(layer).call(List.of(input)).outputs().get(0).shape();
  }

  private void addShape(JsonNode written, Layer layer, SymbolicShape in) {
    Layer inner = Configured.of(layer).layer();
    if (written instanceof ObjectNode o && o.path("config") instanceof ObjectNode config) {
      addShapes(config, inner, in);
      if (!(inner instanceof Model) && objects.classOf(inner).builds()) {
        o.putObject("build_config").set("input_shape", JsonValues.shape(in));
      }
    }
  }

  /** One step of a sequence. */
  private static SymbolicShape step(SymbolicShape in) {
    int[] dims = in.toArray();
    return SymbolicShape.of(
        IntStream.range(0, dims.length).filter(i -> i != 1).map(i -> dims[i]).toArray());
  }

  private static SymbolicShape output(Layer cell, SymbolicShape in) {
    int[] dims = ((Cell) Configured.of(cell).layer()).outputShape(in.fill(1)).toArray();
    dims[0] = in.dim(0);
    return SymbolicShape.of(dims);
  }

  /**
   * The states of a recurrent layer, nested as Keras takes them: a list; with stacked cells a list
   * of each cell's state, which is a list again if the cell has several.
   *
   * @param in the shape of the layer's input
   */
  static JsonNode states(Layer layer, SymbolicShape in, List<JsonNode> states) {
    return layer instanceof RNN r && Configured.of(r.cell()).layer() instanceof StackedRNNCells s
        ? stacked(s, step(in), states.iterator())
        : Json.NODES.arrayNode().addAll(states);
  }

  /** The states that a cell is called on: a list, if there are several. */
  static JsonNode cellStates(Layer cell, SymbolicShape in, List<JsonNode> states) {
    return cell instanceof StackedRNNCells s
        ? stacked(s, in, states.iterator())
        : states.size() == 1 ? states.get(0) : Json.NODES.arrayNode().addAll(states);
  }

  private static ArrayNode stacked(
      StackedRNNCells cells, SymbolicShape in, Iterator<JsonNode> states) {
    ArrayNode out = Json.NODES.arrayNode();
    SymbolicShape at = in;
    for (Layer layer : cells.cells()) {
      Cell cell = (Cell) Configured.of(layer).layer();
      int count = cell.stateShapes(at.fill(1)).size();
      if (cell instanceof StackedRNNCells s) {
        out.add(stacked(s, at, states));
      } else if (count == 1) {
        out.add(states.next());
      } else {
        ArrayNode several = out.addArray();
        for (int i = 0; i < count; i++) {
          several.add(states.next());
        }
      }
      at = output(layer, at);
    }
    return out;
  }
}
