package dev.lamina.serialization;

import dev.lamina.Model;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of a model by their names in a file: weights, then the optimizer's variables. */
final class SavedState {
  static final String OPTIMIZER = "optimizer/";

  private final Map<String, Weight> all = new LinkedHashMap<>();

  /** What the model has now. */
  static SavedState of(Model model) {
    var state = new SavedState();
    if (model.topology().network().isPresent()) {
      model.weights().forEach(w -> state.add("", w));
      if (model.compiled().isPresent()) {
        model.trainer().optimizerWeights().forEach(w -> state.add(OPTIMIZER, w));
      }
    }
    return state;
  }

  /** The model's weights alone. */
  static SavedState weights(Model model) {
    var state = new SavedState();
    model.weights().forEach(w -> state.add("", w));
    return state;
  }

  /**
   * What the model has, with the optimizer's slots if a file with tensors of these names has them.
   */
  static SavedState of(Model model, Set<String> names) {
    SavedState state = of(model);
    boolean slots =
        names.stream().anyMatch(n -> n.startsWith(OPTIMIZER) && !state.all.containsKey(n));
    if (slots && model.topology().network().isPresent() && model.compiled().isPresent()) {
      Trainer trainer = model.trainer();
      trainer.buildOptimizer();
      return of(model);
    }
    return state;
  }

  /** Layers of two models may have one path; the later ones are numbered. */
  private void add(String prefix, Weight w) {
    String name = prefix + w.path();
    for (int i = 2; all.containsKey(name); i++) {
      name = prefix + w.path() + "#" + i;
    }
    all.put(name, w);
  }

  Map<String, Tensor> values() {
    var out = new LinkedHashMap<String, Tensor>();
    all.forEach((name, w) -> out.put(name, w.value()));
    return out;
  }

  /** Refuses a file whose tensors are not exactly these; lists all differences. */
  void check(String file, Map<String, TensorType> got) {
    List<String> problems = new ArrayList<>();
    all.forEach(
        (name, w) -> {
          TensorType type = got.get(name);
          if (type == null) {
            problems.add("%s: missing, expected %s".formatted(name, w.type()));
          } else if (!type.equals(w.type())) {
            problems.add("%s: expected %s, got %s".formatted(name, w.type(), type));
          }
        });
    got.forEach(
        (name, type) -> {
          if (!all.containsKey(name)) {
            problems.add("%s: %s, which the model does not have".formatted(name, type));
          }
        });
    if (!problems.isEmpty()) {
      throw new ModelFormatException(
          "%s: the tensors do not fit the model:%n  %s"
              .formatted(file, String.join("\n  ", problems)));
    }
  }

  void set(Map<String, Tensor> values) {
    all.forEach(
        (name, w) -> {
          Tensor value = values.get(name);
          if (value != null) {
            w.set(value);
          }
        });
  }
}
