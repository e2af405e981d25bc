package dev.lamina.serialization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * How one record class appears in Keras' files.
 *
 * @param kind the interface it implements, such as {@code Layer}: names are unique within one
 * @param name Keras' class name
 * @param registeredName of classes that Keras does not bring: {@code package>name}
 * @param builds whether a file tells the shapes that the layer was built for
 * @param order the first keys of a config, where the order is not that of the record's components
 * @param fixed keys that Keras writes and Lamina has no argument for, with the only value that
 *     means what Lamina does
 * @param ignored keys among {@code fixed} of which any value may be ignored when reading
 * @param omitted keys that Keras leaves out when they are null
 * @param defaults keys that are left out when they have this value
 * @param inPlace keys that keep their place in the order where Keras' base class would write them
 *     first
 * @param singles lists that are written as their element when they have only one
 */
record KerasClass(
    Class<?> kind,
    Class<? extends Record> type,
    String name,
    String module,
    Optional<String> registeredName,
    boolean builds,
    List<String> order,
    Map<String, JsonNode> fixed,
    Set<String> ignored,
    Set<String> omitted,
    Map<String, JsonNode> defaults,
    Set<String> singles,
    Set<String> inPlace) {

  static KerasClass of(Class<?> kind, Class<? extends Record> type, String module) {
    return new KerasClass(
        kind,
        type,
        type.getSimpleName(),
        module,
        Optional.empty(),
        false,
        List.of(),
        Map.of(),
        Set.of(),
        Set.of(),
        Map.of(),
        Set.of(),
        Set.of());
  }

  private KerasClass with(
      List<String> newOrder,
      Map<String, JsonNode> newFixed,
      Set<String> newIgnored,
      Set<String> newOmitted,
      Map<String, JsonNode> newDefaults,
      Set<String> newSingles) {
    return new KerasClass(
        kind,
        type,
        name,
        module,
        registeredName,
        builds,
        newOrder,
        newFixed,
        newIgnored,
        newOmitted,
        newDefaults,
        newSingles,
        inPlace);
  }

  private KerasClass with(String newName, Optional<String> newRegisteredName, boolean newBuilds) {
    return new KerasClass(
        kind,
        type,
        newName,
        module,
        newRegisteredName,
        newBuilds,
        order,
        fixed,
        ignored,
        omitted,
        defaults,
        singles,
        inPlace);
  }

  KerasClass named(String keras) {
    return with(keras, registeredName, builds);
  }

  KerasClass registered(String as) {
    return with(name, Optional.of(as), builds);
  }

  KerasClass building() {
    return with(name, registeredName, true);
  }

  KerasClass order(String keys) {
    return with(List.of(keys.split(" ")), fixed, ignored, omitted, defaults, singles);
  }

  KerasClass fixed(String key, JsonNode value) {
    return with(order, put(fixed, key, value), ignored, omitted, defaults, singles);
  }

  KerasClass fixed(String key, boolean value) {
    return fixed(key, Json.NODES.booleanNode(value));
  }

  /** What a key is read as where a file, of an older Keras, does not have it. */
  KerasClass absent(String key, String value) {
    return fixed(key, Json.NODES.stringNode(value));
  }

  KerasClass fixedNull(String key) {
    return fixed(key, NullNode.getInstance());
  }

  /** A key that Keras writes with this value, and that means nothing here whatever it is. */
  KerasClass ignored(String key, JsonNode written) {
    return with(order, put(fixed, key, written), add(ignored, key), omitted, defaults, singles);
  }

  KerasClass omitted(String key) {
    return with(order, fixed, ignored, add(omitted, key), defaults, singles);
  }

  KerasClass optional(String key, JsonNode value) {
    return with(order, fixed, ignored, omitted, put(defaults, key, value), singles);
  }

  KerasClass single(String key) {
    return with(order, fixed, ignored, omitted, defaults, add(singles, key));
  }

  KerasClass inPlace(String key) {
    return new KerasClass(
        kind,
        type,
        name,
        module,
        registeredName,
        builds,
        order,
        fixed,
        ignored,
        omitted,
        defaults,
        singles,
        add(inPlace, key));
  }

  private static Map<String, JsonNode> put(Map<String, JsonNode> map, String key, JsonNode value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }

  private static Set<String> add(Set<String> set, String key) {
    var more = new LinkedHashSet<>(set);
    more.add(key);
    return Collections.unmodifiableSet(more);
  }
}
