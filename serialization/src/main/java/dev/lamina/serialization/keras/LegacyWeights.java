package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Weights of a legacy {@code .h5} file: a group per layer of the model, in it the layer's weights,
 * trained ones first. Layers are found by name, or by their order if the names are others.
 */
final class LegacyWeights {
  static final String LAYERS = "layer_names";
  static final String WEIGHTS = "weight_names";

  private LegacyWeights() {}

  static boolean matches(Hdf5Group group) {
    return group.texts(LAYERS).isPresent();
  }

  /** Weights of layers by their names if these are the same, else by the order of the layers. */
  static WeightPlan plan(Model model, Hdf5Group file) {
    var plan = new WeightPlan();
    Map<String, List<Hdf5Dataset>> stored = stored(file, plan);
    Map<String, List<Weight>> own = own(model);
    boolean byName = stored.keySet().equals(own.keySet());
    if (!byName && stored.size() != own.size()) {
      plan.error(
          "the model has %d layers with weights, %s, the file has %d, %s; WeightLoading.exact().withByName(true) takes those of the same names"
              .formatted(own.size(), own.keySet(), stored.size(), stored.keySet()));
      return plan;
    }
    List<List<Hdf5Dataset>> inOrder = List.copyOf(stored.values());
    int i = 0;
    for (Map.Entry<String, List<Weight>> e : own.entrySet()) {
      List<Hdf5Dataset> from = byName ? stored.getOrDefault(e.getKey(), List.of()) : inOrder.get(i);
      otherNumber(e.getKey(), e.getValue(), from)
          .ifPresentOrElse(plan::error, () -> layer(e.getValue(), from, plan));
      i++;
    }
    return plan;
  }

  /** Weights of the layers whose names file and model have. */
  static WeightPlan byName(Model model, Hdf5Group file) {
    var plan = new WeightPlan();
    Map<String, List<Hdf5Dataset>> stored = stored(file, plan);
    Map<String, List<Weight>> own = own(model);
    own.forEach(
        (name, weights) -> {
          List<Hdf5Dataset> from = stored.getOrDefault(name, List.of());
          if (stored.containsKey(name)) {
            otherNumber(name, weights, from)
                .ifPresentOrElse(p -> plan.mismatch(name, p), () -> layer(weights, from, plan));
          } else {
            plan.unnamed("layer '%s': the file has no layer of this name".formatted(name));
          }
        });
    stored.keySet().stream()
        .filter(name -> !own.containsKey(name))
        .forEach(name -> plan.unnamed("the model has no layer for the file's '" + name + "'"));
    return plan;
  }

  private static Optional<String> otherNumber(
      String name, List<Weight> own, List<Hdf5Dataset> from) {
    return own.size() == from.size()
        ? Optional.empty()
        : Optional.of(
            "layer '%s': the model has %d weights, %s, the file has %d, %s"
                .formatted(
                    name,
                    own.size(),
                    own.stream().map(Weight::path).toList(),
                    from.size(),
                    from.stream().map(Hdf5Dataset::path).toList()));
  }

  /** Each weight is a unit of its own: Keras skips those of other shapes one by one. */
  private static void layer(List<Weight> own, List<Hdf5Dataset> from, WeightPlan plan) {
    for (int i = 0; i < own.size(); i++) {
      plan.add(from.get(i).path(), Assignment.of(own.get(i), from.get(i)));
    }
  }

  /** The datasets of each layer that has some. */
  private static Map<String, List<Hdf5Dataset>> stored(Hdf5Group file, WeightPlan plan) {
    var out = new LinkedHashMap<String, List<Hdf5Dataset>>();
    for (String layer : file.texts(LAYERS).orElse(List.of())) {
      var all = new ArrayList<Hdf5Dataset>();
      Optional<Hdf5Group> group = file.group(layer);
      List<String> names = group.flatMap(g -> g.texts(WEIGHTS)).orElse(List.of());
      for (String name : names) {
        group
            .flatMap(g -> g.dataset(name))
            .ifPresentOrElse(
                all::add,
                () ->
                    plan.error(
                        "layer '%s': the file names the weight %s, but does not have it"
                            .formatted(layer, name)));
      }
      if (!names.isEmpty()) {
        out.put(layer, all);
      }
    }
    return out;
  }

  /** The weights of each layer that has some: those that are trained, then the others. */
  private static Map<String, List<Weight>> own(Model model) {
    Set<Weight> trained = Collections.newSetFromMap(new IdentityHashMap<>());
    trained.addAll(model.trainableWeights());
    var out = new LinkedHashMap<String, List<Weight>>();
    for (Shared layer : model.layers()) {
      Set<Weight> weights = new LinkedHashSet<>(layer.weights());
      if (!weights.isEmpty()) {
        out.put(
            layer.name().orElse(""),
            Stream.concat(
                    weights.stream().filter(trained::contains),
                    weights.stream().filter(w -> !trained.contains(w)))
                .toList());
      }
    }
    return out;
  }
}
