package dev.lamina.serialization.hdf5;

import dev.lamina.training.ModelFormatException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A group of an HDF5 file: named groups and datasets, and attributes that hold text. */
public final class Hdf5Group {
  private final String file;
  private final String path;
  private final Group group;

  Hdf5Group(String file, String path, Group group) {
    this.file = file;
    this.path = path;
    this.group = group;
  }

  /** The path in the file, without a slash at its ends; empty for the root. */
  public String path() {
    return path;
  }

  /** The file and the path in it, for errors. */
  public String where() {
    return path.isEmpty() ? file : file + ": " + path;
  }

  /** The names of groups and datasets in it. */
  public List<String> names() {
    return Hdf5File.checked(where(), () -> List.copyOf(group.getChildren().keySet()));
  }

  /** The group at a path below this one, if there is a group. */
  public Optional<Hdf5Group> group(String below) {
    return node(below)
        .filter(Group.class::isInstance)
        .map(n -> new Hdf5Group(file, join(below), (Group) n));
  }

  /** The dataset at a path below this one, if there is a dataset. */
  public Optional<Hdf5Dataset> dataset(String below) {
    return node(below)
        .filter(Dataset.class::isInstance)
        .map(n -> new Hdf5Dataset(file, join(below), (Dataset) n));
  }

  private String join(String below) {
    return path.isEmpty() ? below : path + "/" + below;
  }

  private Optional<Node> node(String below) {
    String at = file + ": " + join(below);
    return Hdf5File.checked(
        at,
        () -> {
          Node node = group;
          for (String part : below.split("/", -1)) {
            if (!(node instanceof Group g)) {
              return Optional.empty();
            }
            Node child = g.getChildren().get(part);
            if (child == null) {
              return Optional.empty();
            }
            if (child.isLink()) {
              throw new ModelFormatException(at + ": links in HDF5 files are not followed");
            }
            node = child;
          }
          return Optional.of(node);
        });
  }

  /** An attribute that holds one text. */
  public Optional<String> text(String attribute) {
    List<String> all = strings(attribute).orElse(List.of());
    if (all.size() > 1) {
      throw new ModelFormatException(
          "%s: attribute %s: expected one text, got %d".formatted(where(), attribute, all.size()));
    }
    return all.stream().findFirst();
  }

  /**
   * An attribute that holds a list of texts. Keras splits a long one into attributes with the
   * numbers 0, 1, ... after the name.
   */
  public Optional<List<String>> texts(String attribute) {
    Optional<List<String>> whole = strings(attribute);
    if (whole.isPresent()) {
      return whole;
    }
    var all = new ArrayList<String>();
    Optional<List<String>> part = strings(attribute + "0");
    boolean found = part.isPresent();
    for (int i = 1; part.isPresent(); i++) {
      all.addAll(part.get());
      part = strings(attribute + i);
    }
    return found ? Optional.of(List.copyOf(all)) : Optional.empty();
  }

  private Optional<List<String>> strings(String attribute) {
    String at = "%s: attribute %s".formatted(where(), attribute);
    return Hdf5File.checked(
        at,
        () -> {
          Attribute a = group.getAttribute(attribute);
          if (a == null) {
            return Optional.empty();
          }
          // NumPy has no type for an empty list: Keras' empty lists are of floats.
          if (a.isEmpty() || a.getSize() == 0) {
            return Optional.of(List.of());
          }
          if (a.getDataType() instanceof StringData fixed) {
            return Optional.of(fixed(a.getBuffer(), fixed, (int) a.getSize()));
          }
          if (a.getDataType() instanceof VariableLength v && v.isVariableLengthString()) {
            Object all =
                utf8()
                    .fillData(
                        a.getBuffer(),
                        new int[] {(int) a.getSize()},
                        group.getHdfFile().getHdfBackingStorage());
            return Optional.of(List.copyOf(Arrays.asList((String[]) all)));
          }
          throw new ModelFormatException(
              "%s: expected text, got %s".formatted(at, a.getJavaType().getSimpleName()));
        });
  }

  /** Text of variable length in UTF-8, whatever the file calls it: h5py calls UTF-8 ASCII. */
  private static DataType utf8() {
    byte[] message = {0x19, 0x01, 0x01, 0, 16, 0, 0, 0, 0x13, 0, 0, 0, 1, 0, 0, 0};
    return DataType.readDataType(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** h5py calls fixed-length text ASCII and writes UTF-8; it ends where padding begins. */
  private static List<String> fixed(ByteBuffer bytes, StringData type, int count) {
    var out = new ArrayList<String>();
    byte[] one = new byte[type.getSize()];
    boolean spaces = type.getPaddingType() == StringData.PaddingType.SPACE_PADDED;
    for (int i = 0; i < count; i++) {
      bytes.get(one);
      int end = one.length;
      while (end > 0 && (one[end - 1] == 0 || (spaces && one[end - 1] == ' '))) {
        end--;
      }
      out.add(new String(one, 0, end, StandardCharsets.UTF_8));
    }
    return List.copyOf(out);
  }
}
