package dev.lamina.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

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
    } else if (where.endsWith(".data_format") && want.isNull()) {
      // None is Keras' default, which is channels last; Lamina writes what it is.
      compare(where, JsonMapper.shared().valueToTree("channels_last"), got, out);
    } else if (where.endsWith(".strides") && want.isNumber() && got.isArray()) {
      // One step stands for all axes; Lamina writes them all.
      got.forEach(step -> compare(where, want, step, out));
    } else if (where.endsWith(".mask")
        && want.isObject()
        && want.valueStream().allMatch(JsonNode::isNull)) {
      // No mask for any of the inputs with names.
      compare(where, NullNode.getInstance(), got, out);
    } else if (where.endsWith(".kwargs") && want.isEmpty() && isNothing(got)) {
      // Keras leaves out what it would fill in if it casts the inputs first.
      return;
    } else if (want.isObject() && got.isObject()) {
      List<String> keys = keys(want);
      if (!keys.equals(keys(got))) {
        out.add("%s: expected keys %s, got %s".formatted(where, keys, got.propertyNames()));
        return;
      }
      keys.stream()
          .filter(k -> !k.equals("trainable") || !freezesNothing(want))
          .forEach(k -> compare(where + "." + k, want.path(k), got.path(k), out));
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

  /** Arguments that say no more than that nothing was given. */
  private static boolean isNothing(JsonNode kwargs) {
    return kwargs
        .propertyStream()
        .allMatch(
            e ->
                (e.getKey().equals("mask") && e.getValue().isNull())
                    || (e.getKey().equals("training") && !e.getValue().booleanValue(true)));
  }

  private static List<String> keys(JsonNode object) {
    var keys = new ArrayList<>(object.propertyNames());
    if (keys.contains("dx")) {
      // Trapezoid's x, which Lamina does not take, stands last.
      keys.sort(null);
    }
    return keys;
  }

  /**
   * Keras freezes only what a frozen wrapper or model has itself, which is no weight; Lamina reads
   * that as not frozen.
   */
  private static boolean freezesNothing(JsonNode config) {
    return List.of("layer", "layers", "cells").stream().anyMatch(config::has);
  }

  private static JsonNode listed(JsonNode states) {
    boolean alone = states.isObject() || !(states.path(0).isObject() || states.path(0).isArray());
    return alone ? JsonMapper.shared().createArrayNode().add(states) : states;
  }
}
