package dev.lamina.serialization.keras;

import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5Group;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Datasets by their paths, of one file or of several that belong together. */
interface Datasets {
  /** All of them. */
  Set<String> paths();

  Optional<Hdf5Dataset> dataset(String path);

  /** Those below a group. */
  static Datasets of(Hdf5Group root) {
    var paths = new LinkedHashSet<String>();
    collect(root, "", paths);
    return new Datasets() {
      @Override
      public Set<String> paths() {
        return new LinkedHashSet<>(paths);
      }

      @Override
      public Optional<Hdf5Dataset> dataset(String path) {
        return root.dataset(path);
      }
    };
  }

  private static void collect(Hdf5Group group, String prefix, Set<String> out) {
    for (String name : group.names()) {
      Optional<Hdf5Group> below = group.group(name);
      if (below.isPresent()) {
        collect(below.get(), prefix + name + "/", out);
      } else {
        out.add(prefix + name);
      }
    }
  }
}
