package dev.lamina.serialization;

import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file that says which of several files beside it holds what: {@code metadata} and {@code
 * weight_map}, as Keras ({@code .weights.json}) and Hugging Face ({@code .safetensors.index.json})
 * have it. Files have plain names and are in the folder of the index.
 *
 * @param path of the index
 * @param suffix what the names of all files end with
 * @param metadata those that are texts
 * @param files by what they hold; with Keras, several may hold parts of one layer
 */
public record ShardIndex(
    Path path, String suffix, Map<String, String> metadata, Map<String, List<String>> files) {
  /** The most files that an index may name. */
  static final int MAX_FILES = 10_000;

  private static final int MAX_NAME = 255;

  public ShardIndex {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Reads an index and looks whether all files are there.
   *
   * @throws ModelFormatException if it breaks a rule, or a file is missing, a link or no file
   */
  public static ShardIndex read(Path path, String suffix) throws IOException {
    ObjectNode json = Json.readObject(path.toString(), bytes(path));
    if (!(json.path("weight_map") instanceof ObjectNode map) || map.isEmpty()) {
      throw new ModelFormatException(
          path + ": no index of weights: weight_map must be an object with entries");
    }
    var files = new LinkedHashMap<String, List<String>>();
    var all = new LinkedHashSet<String>();
    for (Map.Entry<String, JsonNode> e : map.properties()) {
      List<String> names = names(path, suffix, e.getKey(), e.getValue());
      files.put(e.getKey(), names);
      all.addAll(names);
      if (all.size() > MAX_FILES) {
        throw new ModelFormatException(
            "%s: weight_map names more than %d files".formatted(path, MAX_FILES));
      }
    }
    var metadata = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> e : json.path("metadata").properties()) {
      if (e.getValue().isString()) {
        metadata.put(e.getKey(), e.getValue().stringValue());
      }
    }
    var index = new ShardIndex(path, suffix, metadata, files);
    for (String name : all) {
      index.check(name);
    }
    return index;
  }

  private static byte[] bytes(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(path + ": expected a regular file, not a link or directory");
    }
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(ModelSource.MAX_JSON + 1);
      if (bytes.length > ModelSource.MAX_JSON) {
        throw new ModelFormatException(
            "%s: more than %d bytes, which no index has".formatted(path, ModelSource.MAX_JSON));
      }
      return bytes;
    }
  }

  private static List<String> names(Path path, String suffix, String key, JsonNode value) {
    var out = new ArrayList<String>();
    if (value instanceof ArrayNode a) {
      a.forEach(n -> out.add(name(path, suffix, key, n)));
    } else {
      out.add(name(path, suffix, key, value));
    }
    if (out.isEmpty() || out.size() != Set.copyOf(out).size()) {
      throw new ModelFormatException(
          "%s: weight_map '%s' must name one file, or several different ones, got %s"
              .formatted(path, key, shortened(value)));
    }
    return List.copyOf(out);
  }

  private static String name(Path path, String suffix, String key, JsonNode value) {
    String name = value.isString() ? value.stringValue() : "";
    if (!isPlain(name) || !name.endsWith(suffix)) {
      throw new ModelFormatException(
          "%s: weight_map '%s': expected the plain name of a %s file in the same folder, got %s"
              .formatted(path, key, suffix, shortened(value)));
    }
    return name;
  }

  private static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
  }

  /** Whether a name means a file of its folder on every system. */
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && !name.startsWith(".")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ' || c == 0x7f);
  }

  private void check(String name) {
    Path file = file(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(
          "%s: it names the file %s, which is missing in its folder; all files of the set must be beside it"
              .formatted(path, name));
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(
          "%s: it names %s: expected a regular file, not a link or directory"
              .formatted(path, name));
    }
  }

  /** A file of the set. */
  public Path file(String name) {
    return path.resolveSibling(name);
  }

  /** The names of all files, in the order in which they are first named. */
  public Set<String> names() {
    var all = new LinkedHashSet<String>();
    files.values().forEach(all::addAll);
    return all;
  }
}
