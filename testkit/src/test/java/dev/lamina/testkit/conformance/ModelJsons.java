package dev.lamina.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What differs between a model's JSON of Keras and one of Lamina, key by key in order. */
public final class ModelJsons {
  private ModelJsons() {}

  /** One line per difference. */
  public static List<String> differences(JsonNode want, JsonNode got) {
    var out = new ArrayList<String>();
    compare("", want, got, out);
    return out;
  }

  private static void compare(String where, JsonNode want, JsonNode got, List<String> out) {
    if (where.endsWith(".initial_state") || where.endsWith(".initial_state_shape")) {
      // Keras writes one state as the call gave it, alone or in a list; both mean the same.
      compare(where + "[]", listed(want), listed(got), out);
    } else if (want.isObject() && got.isObject()) {
      List<String> keys = List.copyOf(want.propertyNames());
      if (!keys.equals(List.copyOf(got.propertyNames()))) {
        out.add("%s: expected keys %s, got %s".formatted(where, keys, got.propertyNames()));
        return;
      }
      keys.forEach(k -> compare(where + "." + k, want.path(k), got.path(k), out));
    } else if (want.isArray() && got.isArray() && want.size() == got.size()) {
      for (int i = 0; i < want.size(); i++) {
        compare("%s[%d]".formatted(where, i), want.get(i), got.get(i), out);
      }
    } else if (want.isNumber() && got.isNumber()) {
      if (want.doubleValue() != got.doubleValue()) {
        out.add("%s: expected %s, got %s".formatted(where, want, got));
      }
    } else if (!want.equals(got)) {
      out.add("%s: expected %s, got %s".formatted(where, want, got));
    }
  }

  private static JsonNode listed(JsonNode states) {
    boolean alone = states.isObject() || !(states.path(0).isObject() || states.path(0).isArray());
    return alone ? JsonMapper.shared().createArrayNode().add(states) : states;
  }
}
