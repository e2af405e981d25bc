package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The optimizer's variables where they are stored as a list in the optimizer's own order. */
final class OptimizerState {
  private OptimizerState() {}

  /** Of a legacy file: those that {@code weight_names} lists. */
  static List<Hdf5Dataset> legacy(Hdf5Group group) {
    var out = new ArrayList<Hdf5Dataset>();
    for (String name : group.texts(LegacyWeights.WEIGHTS).orElse(List.of())) {
      group.dataset(name).ifPresent(out::add);
    }
    return out;
  }

  /** Of a file by object path: {@code vars/0}, {@code vars/1}, … */
  static List<Hdf5Dataset> numbered(Hdf5Group optimizer) {
    var out = new ArrayList<Hdf5Dataset>();
    Optional<Hdf5Dataset> next = optimizer.dataset("vars/0");
    for (int i = 1; next.isPresent(); i++) {
      out.add(next.get());
      next = optimizer.dataset("vars/" + i);
    }
    return out;
  }

  /**
   * Plans the variables of a compiled model.
   *
   * @param keras2 whether the file is of Keras 2, whose optimizers have no variable for the rate
   */
  static WeightPlan plan(Model model, List<Hdf5Dataset> stored, boolean keras2) {
    model.trainer().buildOptimizer();
    List<Weight> own =
        model.trainer().optimizerWeights().stream()
            .filter(w -> !keras2 || !w.path().endsWith("/learning_rate"))
            .toList();
    List<Hdf5Dataset> from = keras2 ? bySlot(stored) : stored;
    var plan = new WeightPlan();
    if (own.size() != from.size()) {
      plan.error(
          "the optimizer has %d variables, the file has %d".formatted(own.size(), from.size()));
      return plan;
    }
    for (int i = 0; i < own.size(); i++) {
      plan.add("optimizer", Assignment.of(own.get(i), from.get(i)));
    }
    return plan;
  }

  /**
   * Optimizers before Keras 2.11 list all first slots, then all second ones, with names such as
   * {@code Adam/dense/kernel/m:0}; now the slots of one weight stand together.
   */
  private static List<Hdf5Dataset> bySlot(List<Hdf5Dataset> stored) {
    boolean old = !stored.isEmpty() && stored.get(0).path().endsWith("/iter:0");
    if (!old) {
      return stored;
    }
    var out = new ArrayList<Hdf5Dataset>();
    out.add(stored.get(0));
    Map<String, List<Hdf5Dataset>> byWeight = new LinkedHashMap<>();
    for (Hdf5Dataset d : stored.subList(1, stored.size())) {
      String weight = d.path().substring(0, d.path().lastIndexOf('/'));
      byWeight.computeIfAbsent(weight, k -> new ArrayList<>()).add(d);
    }
    byWeight.values().forEach(out::addAll);
    return out;
  }
}
