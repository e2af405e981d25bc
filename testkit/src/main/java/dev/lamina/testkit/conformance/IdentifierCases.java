package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.initializers.Initializers;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Kind {@code identifiers}: what Keras' {@code get("adam")} and the like resolve to. */
final class IdentifierCases {
  private static final Map<String, Function<String, Object>> LOOKUPS =
      Map.of(
          "initializers", Initializers::of,
          "optimizers", Optimizers::of,
          "regularizers", Regularizers::of);

  private IdentifierCases() {}

  static CaseResult.Outcome run(GoldenCase c, Backend backend) {
    Function<String, Object> lookup = LOOKUPS.getOrDefault(c.group(), name -> name);
    var comparison = new Comparison(c);
    var missing = new ArrayList<String>();
    for (JsonNode i : c.get("identifiers")) {
      JsonNode want = i.path("serialized");
      String name = i.path("identifier").asString("");
      if (!want.isObject()) {
        continue;
      }
      List<String> unsupported = Models.json(c).unsupported(want);
      if (unsupported.isEmpty()) {
        same(comparison, name, KerasObjects.json().write(lookup.apply(name)), want);
      } else {
        missing.addAll(unsupported);
      }
    }
    CaseResult.Outcome outcome = comparison.outcome();
    return missing.isEmpty() || outcome instanceof CaseResult.Failed
        ? outcome
        : new CaseResult.Unsupported(String.join(", ", missing));
  }

  /** Equal up to the rounding of numbers that Keras keeps in float32. */
  static void same(Comparison comparison, String where, JsonNode got, JsonNode want) {
    if (want.isNumber() && got.isNumber()) {
      comparison.close(where, got.doubleValue(), want.doubleValue());
    } else if (want.isObject() && got.isObject()) {
      comparison.equal(
          where + ": keys", List.copyOf(got.propertyNames()), List.copyOf(want.propertyNames()));
      want.properties()
          .forEach(
              e -> same(comparison, where + "." + e.getKey(), got.path(e.getKey()), e.getValue()));
    } else if (want.isArray() && got.isArray()) {
      comparison.equal(where + ": size", got.size(), want.size());
      for (int i = 0; i < want.size(); i++) {
        same(comparison, "%s[%d]".formatted(where, i), got.path(i), want.get(i));
      }
    } else if (!where.endsWith(".config.name")) {
      // Names carry a counter of the Python process.
      comparison.equal(where, got, want);
    }
  }
}
