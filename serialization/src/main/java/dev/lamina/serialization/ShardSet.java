package dev.lamina.serialization;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces a set of files and the index that names them, so that at any moment the whole old or the
 * whole new set is there: new files under names that were never used, then the index, whose
 * renaming decides; then the files that only the old index named are deleted, and those that a
 * writer left that was killed. One process at a time may save to the same index.
 *
 * @param index the path of the index
 * @param stem what the names of all files begin with
 * @param suffix what they end with
 * @param foreign the names that other programs give files of the set, which an old index may name
 */
public record ShardSet(Path index, String stem, String suffix, Pattern foreign) {
  private static final System.Logger LOG = System.getLogger(ShardSet.class.getName());

  /** A file of the set. */
  public interface Shard {
    /** What {@code weight_map} says that it holds. */
    Set<String> keys();

    CrashSafe.Body body();
  }

  /**
   * Splits values into runs of at most {@code max} bytes.
   *
   * @throws IllegalArgumentException if one alone is larger
   */
  public static <T> List<List<T>> split(
      List<T> values, ToLongFunction<T> bytes, long max, String where) {
    var out = new ArrayList<List<T>>();
    long room = 0;
    for (T v : values) {
      long size = bytes.applyAsLong(v);
      if (size > max) {
        throw new IllegalArgumentException(
            "%s: %s has %d bytes, more than the %d that a file may have; increase maxShardSize"
                .formatted(where, v, size, max));
      }
      if (out.isEmpty() || size > room) {
        out.add(new ArrayList<>());
        room = max;
      }
      room -= size;
      out.get(out.size() - 1).add(v);
    }
    return out;
  }

  /**
   * Writes the files and the index.
   *
   * @param totalBytes of all values
   */
  public void write(List<? extends Shard> shards, long totalBytes, Map<String, String> metadata)
      throws IOException {
    String id = UUID.randomUUID().toString().substring(0, 8);
    var written = new ArrayList<Path>();
    var names = new LinkedHashMap<String, Shard>();
    for (int i = 0; i < shards.size(); i++) {
      names.put("%s%05d-%s%s".formatted(stem, i + 1, id, suffix), shards.get(i));
    }
    byte[] json = Json.writePretty(json(names, totalBytes, metadata));
    Set<String> old = named();
    try {
      for (Map.Entry<String, Shard> e : names.entrySet()) {
        Path file = index.resolveSibling(e.getKey());
        written.add(file);
        CrashSafe.write(file, e.getValue().body());
      }
      CrashSafe.write(index, out -> out.write(json));
    } catch (Throwable t) {
      for (Path p : written) {
        Files.deleteIfExists(p);
      }
      throw t;
    }
    sweep(old, names.keySet());
  }

  private static ObjectNode json(
      Map<String, Shard> names, long totalBytes, Map<String, String> metadata) {
    ObjectNode json = Json.NODES.objectNode();
    ObjectNode head = json.putObject("metadata");
    head.put("total_size", totalBytes);
    metadata.forEach(head::put);
    var holders = new LinkedHashMap<String, List<String>>();
    names.forEach(
        (name, shard) ->
            shard
                .keys()
                .forEach(k -> holders.computeIfAbsent(k, key -> new ArrayList<>()).add(name)));
    ObjectNode map = json.putObject("weight_map");
    holders.forEach(
        (key, files) -> {
          if (files.size() == 1) {
            map.put(key, files.get(0));
          } else {
            ArrayNode list = map.putArray(key);
            files.forEach(list::add);
          }
        });
    return json;
  }

  /** The files that the index names now; none if there is none that can be read. */
  public Set<String> named() {
    try {
      return Files.exists(index) ? ShardIndex.read(index, suffix).names() : Set.of();
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the files of {0} stay: {1}", index, e);
      return Set.of();
    }
  }

  /** Deletes a set that something else has replaced; the index first. */
  void delete() throws IOException {
    Set<String> old = named();
    if (Files.deleteIfExists(index)) {
      sweep(old, Set.of());
    }
  }

  /**
   * Deletes files with names of such sets only: an index may name any file. The new set is complete
   * already, so what cannot be deleted stays.
   */
  private void sweep(Set<String> old, Set<String> current) {
    Pattern own =
        Pattern.compile(Pattern.quote(stem) + "[0-9]{5}-[0-9a-f]{8}" + Pattern.quote(suffix));
    Path folder = index.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path p : all) {
        String name = String.valueOf(p.getFileName());
        boolean ofSet =
            own.matcher(name).matches() || (old.contains(name) && foreign.matcher(name).matches());
        if (ofSet && !current.contains(name) && Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(p);
        }
      }
      CrashSafe.syncDirectory(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "old files of {0} stay: {1}", index, e);
    }
  }
}
