package dev.lamina.serialization.hostile;

import dev.lamina.serialization.hdf5.Hdf5Contents;
import dev.lamina.serialization.hdf5.Hdf5Guard;
import dev.lamina.training.ModelFormatException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.ByteBuffer;

/** Reads all of an HDF5 file: first the guard, then, what it accepts, the library behind it. */
final class Hdf5Walk {
  private static final long MOST = 100_000_000;

  private Hdf5Walk() {}

  static void all(String file, byte[] bytes) {
    Hdf5Contents contents = Hdf5Guard.check(file, ByteBuffer.wrap(bytes));
    if (contents.bytes() > MOST) {
      return;
    }
    try (HdfFile hdf = HdfFile.fromByteBuffer(ByteBuffer.wrap(bytes))) {
      node(hdf);
    } catch (RuntimeException e) {
      throw new ModelFormatException(file + ": jHDF: " + e.getMessage(), e);
    }
  }

  private static void node(Node n) {
    for (Attribute a : n.getAttributes().values()) {
      if (!a.isEmpty()) {
        a.getData();
      }
    }
    if (n instanceof Dataset d) {
      d.getData();
    } else if (n instanceof Group g) {
      g.getChildren().values().forEach(Hdf5Walk::node);
    }
  }
}
