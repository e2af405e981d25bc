package dev.lamina.training;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link dev.lamina.Model#loadWeights(java.nio.file.Path, WeightLoading)} did.
 *
 * @param file its name
 * @param loaded the paths of the weights that were set
 * @param skipped what was left out and why, one line each; empty if everything fitted
 */
public record LoadedWeights(String file, List<String> loaded, List<String> skipped) {

  public LoadedWeights {
    loaded = List.copyOf(loaded);
    skipped = List.copyOf(skipped);
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s: %d weights loaded%s"
        .formatted(
            file,
            loaded.size(),
            skipped.isEmpty()
                ? ""
                : skipped.stream()
                    .map(s -> "\n  " + s)
                    .collect(Collectors.joining("", "; skipped:", "")));
  }
}
