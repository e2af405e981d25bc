package dev.lamina.testkit.conformance;

import dev.lamina.serialization.Safetensors;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One case: its {@code case.json}, and the tensors beside it. */
record GoldenCase(Path folder, JsonNode json, Map<String, Tensor> tensors) {
  static JsonNode readJson(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  static GoldenCase read(Path folder) throws IOException {
    JsonNode json = readJson(folder.resolve("case.json"));
    JsonNode file = json.path("tensors");
    Map<String, Tensor> tensors =
        file.isString() ? Safetensors.read(folder.resolve(file.stringValue())).tensors() : Map.of();
    return new GoldenCase(folder, json, tensors);
  }

  String id() {
    return json.path("id").asString("");
  }

  String group() {
    return json.path("group").asString("");
  }

  /** Empty where a group has only one kind of case. */
  String kind() {
    return json.path("kind").asString("");
  }

  double rtol() {
    return json.path("rtol").asDouble(1e-4);
  }

  double atol() {
    return json.path("atol").asDouble(1e-5);
  }

  JsonNode get(String key) {
    return json.path(key);
  }

  boolean has(String key) {
    return json.has(key);
  }

  /** The tensor that a string in the case names. */
  Tensor tensor(JsonNode name) {
    Tensor t = name.isString() ? tensors.get(name.stringValue()) : null;
    if (t == null) {
      throw new IllegalStateException("%s: no tensor %s".formatted(id(), name));
    }
    return t;
  }

  /** The tensor under a key of the case. */
  Tensor tensor(String key) {
    return tensor(get(key));
  }

  /** The tensor under a key, if the case has it. */
  Optional<Tensor> optionalTensor(String key) {
    return json.hasNonNull(key) ? Optional.of(tensor(key)) : Optional.empty();
  }

  /** Flat positions under {@code key} that are not to be compared. */
  Set<Integer> positions(String key) {
    var out = new HashSet<Integer>();
    get(key).forEach(n -> out.add(n.intValue()));
    return out;
  }

  /** The tensors of a list; empty where the list holds null. */
  List<Optional<Tensor>> optionalTensors(JsonNode names) {
    var out = new ArrayList<Optional<Tensor>>();
    for (JsonNode n : names) {
      out.add(n.isNull() ? Optional.empty() : Optional.of(tensor(n)));
    }
    return out;
  }

  List<Tensor> tensors(JsonNode names) {
    var out = new ArrayList<Tensor>();
    names.forEach(n -> out.add(tensor(n)));
    return out;
  }

  /** A number; JSON has no NaN and no infinities, they are strings. */
  static double number(JsonNode n) {
    return n.isString() ? Double.parseDouble(n.stringValue()) : n.asDouble(Double.NaN);
  }
}
