package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Weights that are stored by object path, as in {@code .weights.h5} and {@code .keras}. */
final class ObjectPathWeights {
  private static final String OPTIMIZER = "optimizer/";

  /** Names of attributes that Keras 2 has with an underscore. */
  private static final List<String> PRIVATE =
      List.of("query_dense", "key_dense", "value_dense", "output_dense");

  private ObjectPathWeights() {}

  /** Whether a file is stored this way. */
  static boolean matches(Hdf5Group root) {
    return root.group("layers").isPresent() || root.group("vars").isPresent();
  }

  /** Plans the weights, object by object; the optimizer's variables only if {@code optimizer}. */
  static WeightPlan plan(Model model, Datasets file, boolean optimizer) {
    var plan = new WeightPlan();
    if (model.weights().isEmpty()) {
      return plan;
    }
    Set<String> left = file.paths();
    for (StoredValue v : ObjectPaths.of(model).values()) {
      if (v.write().isEmpty() || (v.path().startsWith(OPTIMIZER) && !optimizer)) {
        left.remove(v.path());
        continue;
      }
      Optional<Hdf5Dataset> d = dataset(file, v.path());
      d.ifPresentOrElse(
          from -> {
            left.remove(from.path());
            plan.add(object(v.path()), new Assignment(v.owner(), v.type(), from, v.write().get()));
          },
          () ->
              plan.mismatch(
                  object(v.path()),
                  "weight %s: the file has no %s".formatted(v.owner(), v.path())));
    }
    left.stream()
        .filter(p -> isWeight(p) && !(p.startsWith(OPTIMIZER) && !optimizer))
        .forEach(p -> plan.mismatch(object(p), "the model has no weight for the file's " + p));
    return plan;
  }

  /** The path of the object that holds a dataset, as Keras 3 has it. */
  private static String object(String path) {
    int vars = path.lastIndexOf("vars/");
    String object = vars < 0 ? path : path.substring(0, vars);
    for (String name : PRIVATE) {
      object = object.replace("/_" + name + "/", "/" + name + "/");
    }
    return object;
  }

  private static Optional<Hdf5Dataset> dataset(Datasets file, String path) {
    Optional<Hdf5Dataset> found = file.dataset(path);
    for (String name : PRIVATE) {
      if (found.isEmpty() && path.contains("/" + name + "/")) {
        found = file.dataset(path.replace("/" + name + "/", "/_" + name + "/"));
      }
    }
    return found;
  }

  /** States of random generators and of metrics, which Keras stores as well, are no weights. */
  private static boolean isWeight(String path) {
    var parts = new ArrayList<>(List.of(path.split("/", -1)));
    return !parts.contains("seed_generator")
        && !parts.contains("_random_generator")
        && !path.startsWith("metrics/")
        && !path.startsWith("loss_tracker/")
        && !path.startsWith("_loss_tracker/");
  }
}
