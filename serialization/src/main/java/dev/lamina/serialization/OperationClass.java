package dev.lamina.serialization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How one operation appears in Keras' files. The record's components are config keys, but for those
 * that {@code arguments} or {@code keywords} names: they stand among the arguments of the call.
 *
 * @param kind of records that stand for several of Keras' classes: which one
 * @param arguments names of the positional arguments; a component of that name that is present is
 *     written there, any other place takes the next tensor; {@link #LIST}: all tensors in one list,
 *     {@link #REST}: all tensors one after the other; last ones may be {@link #OPTIONAL} or {@link
 *     #PLACED}
 * @param keywords components that are written as keyword arguments; of one that ends with {@link
 *     #MORE} each entry is an argument of its own
 * @param fixed config keys that have no component, with their only value
 * @param hasName whether Keras' constructor takes a name
 */
record OperationClass(
    String name,
    String module,
    Class<? extends Record> type,
    Optional<Enum<?>> kind,
    List<String> arguments,
    List<String> keywords,
    Map<String, JsonNode> fixed,
    boolean hasName) {
  static final String LIST = "[]";
  static final String REST = "*";

  /** Ends the name of a last argument that may be left out. */
  static final String OPTIONAL = "?";

  /** The same for one that keeps its place, where Keras writes null if it is left out. */
  static final String PLACED = "@" + OPTIONAL;

  /** Ends the name of a component that holds all keyword arguments of other names. */
  static final String MORE = "**";

  static OperationClass of(String module, Class<? extends Record> type, String... arguments) {
    return new OperationClass(
        type.getSimpleName(),
        "keras.src.ops." + module,
        type,
        Optional.empty(),
        List.of(arguments),
        List.of(),
        Map.of(),
        true);
  }

  OperationClass named(String newName, Enum<?> newKind) {
    return new OperationClass(
        newName, module, type, Optional.of(newKind), arguments, keywords, fixed, hasName);
  }

  OperationClass named(String newName) {
    return new OperationClass(newName, module, type, kind, arguments, keywords, fixed, hasName);
  }

  OperationClass keyword(String name) {
    return new OperationClass(
        this.name, module, type, kind, arguments, List.of(name), fixed, hasName);
  }

  OperationClass fixed(String key, JsonNode value) {
    var more = new LinkedHashMap<>(fixed);
    more.put(key, value);
    return new OperationClass(name, module, type, kind, arguments, keywords, more, hasName);
  }

  OperationClass nameless() {
    return new OperationClass(name, module, type, kind, arguments, keywords, fixed, false);
  }

  /** The name of a positional argument; the last name stands for all that follow. */
  String argument(int at) {
    return arguments.get(Math.min(at, arguments.size() - 1));
  }

  /** Whether the number of tensors is open. */
  boolean isOpen() {
    return arguments.contains(LIST) || arguments.contains(REST);
  }

  boolean isArgument(String key) {
    return arguments.contains(key) || keywords.contains(key) || keywords.contains(key + MORE);
  }

  /** The component that holds all keyword arguments of other names. */
  Optional<String> more() {
    return keywords.stream()
        .filter(k -> k.endsWith(MORE))
        .map(k -> k.substring(0, k.length() - MORE.length()))
        .findFirst();
  }
}
