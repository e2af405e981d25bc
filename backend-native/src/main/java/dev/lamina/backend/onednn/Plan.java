package dev.lamina.backend.onednn;

import java.util.List;
import java.util.stream.Collectors;

/** What a program does, in order: {@code inputs} and {@code outputs} say where they are put. */
record Plan(List<Step> steps, List<Place> inputs, List<Place> outputs, long arenaBytes) {
  Plan {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** One line per step. */
  String describe() {
    return steps.stream().map(Step::name).collect(Collectors.joining("\n"));
  }
}
