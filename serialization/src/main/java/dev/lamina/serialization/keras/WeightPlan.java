package dev.lamina.serialization.keras;

import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.WeightLoading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which dataset goes where, and all that does not fit. Assignments are in units, such as a layer:
 * where mismatches are skipped, a unit is set as a whole or not at all.
 */
final class WeightPlan {
  /** One unit: what fits, and what does not. */
  private record Unit(List<Assignment> assignments, List<String> mismatches) {}

  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> unnamed = new ArrayList<>();

  /**
   * An assignment; it is a mismatch of its unit if the shapes differ, and an error of the file if
   * the dataset holds what no tensor can.
   */
  void add(String unit, Assignment a) {
    try {
      a.problem().ifPresentOrElse(p -> mismatch(unit, p), () -> unit(unit).assignments.add(a));
    } catch (ModelFormatException e) {
      error(String.valueOf(e.getMessage()));
    }
  }

  /** Something that does not fit and can be skipped, with all else of its unit. */
  void mismatch(String unit, String message) {
    unit(unit).mismatches.add(message);
  }

  /** Something that is wrong with the file as a whole. */
  void error(String message) {
    errors.add(message);
  }

  /** What loading by names leaves out: it is no error. */
  void unnamed(String message) {
    unnamed.add(message);
  }

  private Unit unit(String name) {
    return units.computeIfAbsent(name, n -> new Unit(new ArrayList<>(), new ArrayList<>()));
  }

  private List<String> mismatches() {
    return units.values().stream().flatMap(u -> u.mismatches.stream()).toList();
  }

  /** All that does not fit. */
  List<String> problems() {
    var all = new ArrayList<>(errors);
    all.addAll(mismatches());
    return all;
  }

  /** Sets the values; only if there are no problems. */
  void run() {
    if (!problems().isEmpty()) {
      throw new IllegalStateException("weights do not fit: " + problems());
    }
    Assignment.all(fitting());
  }

  private List<Assignment> fitting() {
    return units.values().stream()
        .filter(u -> u.mismatches.isEmpty())
        .flatMap(u -> u.assignments.stream())
        .toList();
  }

  /**
   * Sets the values of all units that fit.
   *
   * @throws ModelFormatException if something does not fit that the options do not allow to skip;
   *     nothing is changed then
   */
  LoadedWeights run(String file, WeightLoading options) {
    List<String> refused = options.skipMismatch() ? errors : problems();
    if (!refused.isEmpty()) {
      throw new ModelFormatException(
          "%s: the weights do not fit the model:%n  %s%s"
              .formatted(
                  file,
                  String.join("\n  ", refused),
                  errors.isEmpty()
                      ? "\nWeightLoading.exact().withSkipMismatch(true) loads what does fit"
                      : ""));
    }
    List<Assignment> fitting = fitting();
    Assignment.all(fitting);
    var skipped = new ArrayList<>(mismatches());
    skipped.addAll(unnamed);
    return new LoadedWeights(file, fitting.stream().map(Assignment::owner).toList(), skipped);
  }
}
