package dev.lamina.serialization.hdf5;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a checked HDF5 file holds. Paths have no slash at their ends; the root group's is empty.
 *
 * @param groups the paths of all groups
 * @param datasets all datasets by their paths
 */
public record Hdf5Contents(Set<String> groups, Map<String, Stored> datasets) {
  /** One dataset; {@code width}: bytes of an element. */
  public record Stored(String kind, int width, List<Long> shape, String layout, long bytes) {}

  /** The bytes that all datasets have together when they are read. */
  public long bytes() {
    return datasets.values().stream().mapToLong(Stored::bytes).sum();
  }
}
