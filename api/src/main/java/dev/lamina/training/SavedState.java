package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tensors of a model by their names in a file: weights, then the optimizer's variables. */
public final class SavedState {
  /** What the names of the optimizer's variables begin with. */
  public static final String OPTIMIZER = "optimizer/";

  private static final int MOST_LISTED = 40;

  private final Map<String, Weight> all = new LinkedHashMap<>();

  /** What the model has now. */
  public static SavedState of(Model model) {
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
  public static SavedState weights(Model model) {
    var state = new SavedState();
    model.weights().forEach(w -> state.add("", w));
    return state;
  }

  /**
   * What the model has, with the optimizer's slots if a file with tensors of these names has them.
   */
  public static SavedState of(Model model, Set<String> names) {
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

  /** What stateful layers keep from call to call, which is no part of a saved model. */
  public static SavedState memory(Model model) {
    var state = new SavedState();
    model.memory().forEach(w -> state.add("", w));
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

  /** The values now. */
  public Map<String, Tensor> values() {
    var out = new LinkedHashMap<String, Tensor>();
    all.forEach((name, w) -> out.put(name, w.value()));
    return out;
  }

  /**
   * Refuses a file whose weights differ from these, before the optimizer's variables, which are as
   * large, are made.
   */
  public void checkWeights(String file, Map<String, TensorType> got) {
    Map<String, String> problems = differences(got);
    problems.keySet().removeIf(name -> name.startsWith(OPTIMIZER));
    refuse(file, List.copyOf(problems.values()));
  }

  /** What differs, by the names of the tensors. */
  private Map<String, String> differences(Map<String, TensorType> got) {
    var problems = new LinkedHashMap<String, String>();
    all.forEach(
        (name, w) -> {
          TensorType type = got.get(name);
          if (type == null) {
            problems.put(name, "%s: missing, expected %s".formatted(name, w.type()));
          } else if (!type.equals(w.type())) {
            problems.put(name, "%s: expected %s, got %s".formatted(name, w.type(), type));
          }
        });
    got.forEach(
        (name, type) -> {
          if (!all.containsKey(name)) {
            problems.put(name, "%s: %s, which the model does not have".formatted(name, type));
          }
        });
    return problems;
  }

  /** Refuses a file whose tensors are not exactly these; lists all differences. */
  public void check(String file, Map<String, TensorType> got) {
    refuse(file, List.copyOf(differences(got).values()));
  }

  /**
   * Which of these a file with tensors of such types sets, layer by layer: a layer is what has the
   * same path up to the last slash, and is set as a whole or not at all.
   *
   * @throws ModelFormatException if something does not fit that the options do not allow to skip
   */
  public LoadedWeights fit(String file, Map<String, TensorType> got, WeightLoading options) {
    Set<String> own = layers(all.keySet());
    Set<String> stored = layers(got.keySet());
    var mismatches = new LinkedHashMap<String, List<String>>();
    var unnamed = new ArrayList<String>();
    differences(got)
        .forEach(
            (name, problem) -> {
              String layer = layer(name);
              if (!options.byName() || (own.contains(layer) && stored.contains(layer))) {
                mismatches.computeIfAbsent(layer, l -> new ArrayList<>()).add(problem);
              } else {
                unnamed.add(problem);
              }
            });
    List<String> skipped = new ArrayList<>();
    mismatches.values().forEach(skipped::addAll);
    if (!options.skipMismatch()) {
      refuse(file, skipped);
    }
    skipped.addAll(unnamed);
    List<String> loaded =
        all.keySet().stream()
            .filter(name -> got.containsKey(name) && !mismatches.containsKey(layer(name)))
            .toList();
    return new LoadedWeights(file, loaded, skipped);
  }

  private static Set<String> layers(Set<String> names) {
    return names.stream().map(SavedState::layer).collect(Collectors.toSet());
  }

  private static String layer(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static void refuse(String file, List<String> problems) {
    if (!problems.isEmpty()) {
      int more = problems.size() - MOST_LISTED;
      throw new ModelFormatException(
          "%s: the tensors do not fit the model:%n  %s%s"
              .formatted(
                  file,
                  String.join("\n  ", problems.subList(0, Math.min(MOST_LISTED, problems.size()))),
                  more > 0 ? "\n  and %d more".formatted(more) : ""));
    }
  }

  /** Takes values that {@link #check} has let pass. */
  public void set(Map<String, Tensor> values) {
    all.forEach(
        (name, w) -> {
          Tensor value = values.get(name);
          if (value != null) {
            w.set(value);
          }
        });
  }
}
