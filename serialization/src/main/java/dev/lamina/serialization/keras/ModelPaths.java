package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.layers.Layer;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.MultiOptimizer;
import dev.lamina.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Walks models as Keras does: an object that was met before is not visited again. */
final class ModelPaths {
  private final List<StoredValue> out = new ArrayList<>();
  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final LayerPaths layers = new LayerPaths(out, this);

  List<StoredValue> values() {
    return List.copyOf(out);
  }

  /** {@code path}: the model's own, empty for the outermost. */
  void add(Model model, String path) {
    if (!visited.add(model)) {
      return;
    }
    String below = path.isEmpty() ? "" : path + "/";
    var counter = new ClassCounter();
    for (Shared l : model.layers()) {
      Layer layer = l.layer();
      if (!(layer instanceof OpLayer)) {
        String at = below + "layers/" + counter.next(layer.kerasName());
        if (visited.add(l)) {
          layers.add(l, at);
        }
      }
    }
    if (model.topology().network().isPresent()) {
      model
          .compiled()
          .ifPresent(
              c ->
                  optimizer(
                      c.optimizer(), model.trainer().optimizerWeights(), below + "optimizer"));
    }
  }

  private void optimizer(Optimizer o, List<Weight> variables, String path) {
    for (int i = 0; i < variables.size(); i++) {
      out.add(StoredValue.of(path + "/vars/" + i, variables.get(i)));
    }
    List<List<Weight>> groups = groups(variables);
    if (o instanceof LossScaleOptimizer s) {
      List<Weight> inner = groups.stream().skip(1).flatMap(List::stream).toList();
      optimizer(s.innerOptimizer(), inner, path + "/inner_optimizer");
    } else if (o instanceof MultiOptimizer m) {
      var inner = new ArrayList<>(m.optimizerMap().optimizerMap().values());
      inner.add(m.optimizerMap().defaultOptimizer());
      var counter = new ClassCounter();
      for (int i = 0; i < Math.min(inner.size(), groups.size() - 1); i++) {
        String name = counter.next(inner.get(i).kerasName());
        optimizer(inner.get(i), groups.get(i + 1), path + "/optimizers/" + name);
      }
    }
  }

  /** The variables of each optimizer: every one begins with its count of steps. */
  private static List<List<Weight>> groups(List<Weight> variables) {
    var all = new ArrayList<List<Weight>>();
    for (Weight w : variables) {
      if (all.isEmpty() || w.path().endsWith("/iteration")) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(w);
    }
    return all;
  }
}
