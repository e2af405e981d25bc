package dev.lamina.serialization;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * How one record class appears in Keras' files.
 *
 * @param kind the interface it implements, such as {@code Layer}: names are unique within one
 * @param name Keras' class name
 * @param registeredName of classes that Keras does not bring: {@code package>name}
 * @param order the config's keys where their order is not that of the record's components
 * @param fixed keys that Keras writes and Lamina has no argument for, with the only value that
 *     means what Lamina does
 * @param ignored keys of which any value may be ignored when reading
 * @param omitted keys that Keras leaves out when they are null
 * @param builds whether Keras' layer has a build method of its own, so that a file tells its shapes
 */
public record KerasClass(
    Class<?> kind,
    Class<? extends Record> type,
    String name,
    String module,
    Optional<String> registeredName,
    List<String> order,
    Map<String, JsonNode> fixed,
    List<String> ignored,
    List<String> omitted,
    boolean builds) {

  static KerasClass of(Class<?> kind, Class<? extends Record> type, String module) {
    return new KerasClass(
        kind,
        type,
        type.getSimpleName(),
        module,
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        false);
  }

  KerasClass named(String keras) {
    return new KerasClass(
        kind, type, keras, module, registeredName, order, fixed, ignored, omitted, builds);
  }

  KerasClass registered(String as) {
    return new KerasClass(
        kind, type, name, module, Optional.of(as), order, fixed, ignored, omitted, builds);
  }

  KerasClass order(String keys) {
    List<String> list = List.of(keys.split(" "));
    return new KerasClass(
        kind, type, name, module, registeredName, list, fixed, ignored, omitted, builds);
  }

  KerasClass fixed(String key, JsonNode value) {
    var more = new LinkedHashMap<>(fixed);
    more.put(key, value);
    return new KerasClass(
        kind,
        type,
        name,
        module,
        registeredName,
        order,
        Collections.unmodifiableMap(more),
        ignored,
        omitted,
        builds);
  }

  KerasClass fixedNull(String key) {
    return fixed(key, NullNode.getInstance());
  }

  KerasClass fixed(String key, boolean value) {
    return fixed(key, Json.NODES.booleanNode(value));
  }

  /** A key that Keras writes with this value, and that means nothing here whatever it is. */
  KerasClass ignored(String key, JsonNode written) {
    KerasClass c = fixed(key, written);
    var more = new ArrayList<>(ignored);
    more.add(key);
    return new KerasClass(
        kind, type, name, module, registeredName, order, c.fixed, more, omitted, builds);
  }

  KerasClass omitted(String... keys) {
    return new KerasClass(
        kind, type, name, module, registeredName, order, fixed, ignored, List.of(keys), builds);
  }

  KerasClass building() {
    return new KerasClass(
        kind, type, name, module, registeredName, order, fixed, ignored, omitted, true);
  }
}
