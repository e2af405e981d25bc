package dev.lamina.serialization.keras;

import java.util.ArrayList;
import java.util.List;

/** Which dataset goes where, and all that does not fit. */
final class WeightPlan {
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  void add(Assignment a) {
    a.problem().ifPresentOrElse(problems::add, () -> assignments.add(a));
  }

  void problem(String message) {
    problems.add(message);
  }

  List<String> problems() {
    return problems;
  }

  /** Sets the values; only if there are no problems. */
  void run() {
    if (!problems.isEmpty()) {
      throw new IllegalStateException("weights do not fit: " + problems);
    }
    Assignment.all(assignments);
  }
}
