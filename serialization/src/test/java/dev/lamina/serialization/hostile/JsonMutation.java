package dev.lamina.serialization.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes configurations: values, keys, classes; parts left out, repeated, or put elsewhere. */
final class JsonMutation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random;
  private final List<String> classes;

  JsonMutation(long seed, List<String> classes) {
    this.random = new Random(seed);
    this.classes = classes;
  }

  /** One of the configurations, changed in one to four places. */
  ObjectNode of(List<ObjectNode> configs) {
    ObjectNode out = pick(configs).deepCopy();
    int n = 1 + random.nextInt(4);
    for (int i = 0; i < n; i++) {
      change(out, configs);
    }
    return out;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void change(ObjectNode root, List<ObjectNode> configs) {
    var all = new ArrayList<JsonNode>();
    containers(root, all);
    JsonNode at = pick(all);
    if (at instanceof ObjectNode o && !o.isEmpty()) {
      String key = pick(List.copyOf(o.propertyNames()));
      switch (random.nextInt(6)) {
        case 0 -> o.remove(key);
        case 1 -> o.set("x" + random.nextInt(3), o.get(key).deepCopy());
        case 2 -> o.put("class_name", pick(classes));
        default -> o.set(key, value(o.get(key), configs));
      }
    } else if (at instanceof ArrayNode a && !a.isEmpty()) {
      int i = random.nextInt(a.size());
      switch (random.nextInt(5)) {
        case 0 -> a.remove(i);
        case 1 -> a.add(a.get(i).deepCopy());
        case 2 -> a.add(value(a.get(i), configs));
        default -> a.set(i, value(a.get(i), configs));
      }
    }
  }

  private JsonNode value(JsonNode old, List<ObjectNode> configs) {
    return switch (random.nextInt(16)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(-1);
      case 2 -> NODES.numberNode(0);
      case 3 -> NODES.numberNode(Integer.MAX_VALUE);
      case 4 -> NODES.numberNode(Long.MAX_VALUE);
      case 5 -> NODES.numberNode(1e300);
      case 6 -> NODES.numberNode(random.nextInt(100_000_000));
      case 7 -> NODES.booleanNode(random.nextBoolean());
      case 8 -> NODES.stringNode(random.nextBoolean() ? "" : "x".repeat(random.nextInt(2000)));
      case 9 -> NODES.arrayNode();
      case 10 -> NODES.objectNode();
      case 11 -> NODES.arrayNode().add(old.deepCopy()).add(old.deepCopy());
      case 12 -> NODES.numberNode(random.nextInt(20) - 5);
      case 13 -> NODES.stringNode(pick(classes));
      default -> {
        var all = new ArrayList<JsonNode>();
        containers(pick(configs), all);
        yield pick(all).deepCopy();
      }
    };
  }

  private static void containers(JsonNode n, List<JsonNode> to) {
    if (n.isContainer()) {
      to.add(n);
      n.forEach(c -> containers(c, to));
    }
  }
}
