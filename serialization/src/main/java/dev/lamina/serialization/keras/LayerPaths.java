package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.Configured;
import dev.lamina.layers.ConvLSTM1D;
import dev.lamina.layers.ConvLSTM2D;
import dev.lamina.layers.ConvLSTM3D;
import dev.lamina.layers.GRU;
import dev.lamina.layers.GroupQueryAttention;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.Layer;
import dev.lamina.layers.MultiHeadAttention;
import dev.lamina.layers.Pipeline;
import dev.lamina.layers.RNN;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SimpleRNN;
import dev.lamina.layers.SpectralNormalization;
import dev.lamina.layers.StackedRNNCells;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.TextVectorization;
import dev.lamina.layers.TimeDistributed;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where Keras keeps what one layer holds: its own variables by number under {@code vars}, those of
 * layers inside of it below the attribute that holds them.
 */
final class LayerPaths {
  private static final String VARS = "/vars/";
  private static final String LORA = "lora_";

  /** Recurrent layers that make their cell themselves. */
  private static final Set<Class<? extends Layer>> WITH_CELL =
      Set.of(
          LSTM.class,
          GRU.class,
          SimpleRNN.class,
          ConvLSTM1D.class,
          ConvLSTM2D.class,
          ConvLSTM3D.class);

  private final List<StoredValue> out;
  private final ModelPaths models;

  LayerPaths(List<StoredValue> out, ModelPaths models) {
    this.out = out;
    this.models = models;
  }

  void add(Shared layer, String path) {
    add(layer.layer(), layer.toString(), path, layer.weightsByName());
  }

  /** {@code weights}: by their names below the layer. */
  private void add(Layer configured, String owner, String path, Map<String, Weight> weights) {
    Layer layer = Configured.of(configured).layer();
    if (layer instanceof Model m) {
      models.add(m, path);
      return;
    }
    own(layer, path, weights);
    idf(layer, owner, path);
    if (layer instanceof Bidirectional b) {
      List<String> sides = parts(weights);
      inside(b.backwardLayer(), owner, path + "/backward_layer", weights, at(sides, 1));
      inside(b.layer(), owner, path + "/forward_layer", weights, at(sides, 0));
    } else if (layer instanceof TimeDistributed t) {
      inside(t.layer(), owner, path + "/layer", weights, at(parts(weights), 0));
    } else if (layer instanceof SpectralNormalization s) {
      inside(s.layer(), owner, path + "/layer", weights, at(parts(weights), 0));
    } else if (layer instanceof RNN r) {
      inside(r.cell(), owner, path + "/cell", weights, at(parts(weights), 0));
    } else if (layer instanceof StackedRNNCells s) {
      list(s.cells(), s.names(), owner, path + "/cells", weights);
    } else if (layer instanceof Pipeline p) {
      var names = new ArrayList<String>();
      for (int i = 0; i < p.layers().size(); i++) {
        names.add(p.name(i));
      }
      list(p.layers(), names, owner, path + "/layers", weights);
    } else {
      for (String part : parts(weights)) {
        unknown(path + "/" + attribute(layer, part), below(weights, part));
      }
    }
  }

  private void list(
      List<Layer> layers,
      List<String> names,
      String owner,
      String path,
      Map<String, Weight> weights) {
    var counter = new ClassCounter();
    for (int i = 0; i < layers.size(); i++) {
      String name = counter.next(layers.get(i).kerasName());
      inside(layers.get(i), owner, path + "/" + name, weights, Optional.of(names.get(i)));
    }
  }

  private void inside(
      Layer layer, String owner, String path, Map<String, Weight> all, Optional<String> part) {
    add(layer, owner, path, part.map(p -> below(all, p)).orElse(Map.of()));
  }

  private static Optional<String> at(List<String> parts, int index) {
    return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
  }

  /** The names of layers inside that have weights, in the order in which those were made. */
  private static List<String> parts(Map<String, Weight> weights) {
    return weights.keySet().stream()
        .filter(n -> n.contains("/"))
        .map(n -> n.substring(0, n.indexOf('/')))
        .distinct()
        .toList();
  }

  private static Map<String, Weight> below(Map<String, Weight> weights, String part) {
    var below = new LinkedHashMap<String, Weight>();
    weights.forEach(
        (n, w) -> {
          if (n.startsWith(part + "/")) {
            below.put(n.substring(part.length() + 1), w);
          }
        });
    return below;
  }

  /** Keras' attribute that holds a layer inside of this one; by default its name. */
  private static String attribute(Layer layer, String part) {
    if (layer instanceof MultiHeadAttention) {
      return dense(part);
    }
    if (layer instanceof GroupQueryAttention) {
      return "_" + dense(part);
    }
    return WITH_CELL.contains(layer.getClass()) ? "cell" : part;
  }

  private static String dense(String part) {
    return (part.equals("attention_output") ? "output" : part) + "_dense";
  }

  /** Below layers that are no records of their own, such as those of attention. */
  private void unknown(String path, Map<String, Weight> weights) {
    int i = 0;
    for (int group = 0; group < 2; group++) {
      for (Map.Entry<String, Weight> e : weights.entrySet()) {
        boolean first = e.getValue().spec().trainable();
        if (!e.getKey().contains("/") && first == (group == 0)) {
          out.add(StoredValue.of(path + VARS + i++, e.getValue()));
        }
      }
    }
    parts(weights).forEach(p -> unknown(path + "/" + p, below(weights, p)));
  }

  private void own(Layer layer, String path, Map<String, Weight> weights) {
    int i = 0;
    for (int group = 0; group < 2; group++) {
      for (Map.Entry<String, Weight> e : weights.entrySet()) {
        String name = e.getKey();
        Weight w = e.getValue();
        if (layer.weightGroup(name, w.spec().trainable()) != group || name.startsWith(LORA)) {
          continue;
        }
        String at = path + VARS + i++;
        Weight a = weights.get(LORA + name + "_a");
        Weight b = weights.get(LORA + name + "_b");
        out.add(
            a == null || b == null ? StoredValue.of(at, w) : Adapted.of(layer, w, a, b).stored(at));
      }
    }
  }

  /** Inverse document frequencies, which Keras keeps beside the vocabulary. */
  private void idf(Layer layer, String owner, String path) {
    if (layer instanceof StringLookup l) {
      idf(l.idfWeights(), l.numOovIndices(), owner, path);
    } else if (layer instanceof IntegerLookup l) {
      idf(l.idfWeights(), l.numOovIndices(), owner, path);
    } else if (layer instanceof TextVectorization l) {
      idf(l.idfWeights(), 1, owner, path);
      idf(l.idfWeights(), 1, owner, path + "/_lookup_layer");
    }
  }

  private void idf(Optional<List<Double>> weights, int unknown, String owner, String path) {
    if (weights.isEmpty()) {
      return;
    }
    List<Double> idf = weights.get();
    double mean = idf.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    var all = new ArrayList<>(Collections.nCopies(unknown, mean));
    all.addAll(idf);
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i).floatValue();
    }
    out.add(StoredValue.constant(path + VARS + "idf_weights", owner, Tensor.of(values)));
  }
}
