package dev.lamina.serialization.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On files that {@code kinds.py} made with h5py; the expected values are in that script. */
class Hdf5FileTest {
  private static final String OLD = "kinds.h5";
  private static final String V108 = "kinds-v108.h5";

  private static byte[] bytes(String file) {
    try (InputStream in = Hdf5FileTest.class.getResourceAsStream("/hdf5/" + file)) {
      return java.util.Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Hdf5Group open(String file) {
    return Hdf5File.of(file, ByteBuffer.wrap(bytes(file))).root();
  }

  private static Tensor read(String file, String path) {
    return open(file).dataset(path).orElseThrow().read();
  }

  private static double[] counted(int n, int first) {
    return IntStream.range(0, n).mapToDouble(i -> i + first).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "float16,FLOAT16,-2",
    "float32,FLOAT32,-2",
    "float64,FLOAT64,-2",
    "big_endian,FLOAT32,-2",
    "int8,INT32,-2",
    "int16,INT32,-2",
    "int32,INT32,-2",
    "int64,INT64,-2",
    "uint8,UINT8,248",
    "uint16,INT32,248",
    "uint32,INT64,248",
    "uint64,INT64,248",
  })
  void readsNumbers(String name, DType type, int first) {
    for (String file : List.of(OLD, V108)) {
      Tensor t = read(file, "plain/" + name);
      assertThat(t.dtype()).isEqualTo(type);
      assertThat(t.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(t.toDoubles()).containsExactly(counted(6, first));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void readsBooleansScalarsAndEmptyArrays(String file) {
    for (String at : List.of("plain/bool", "pieces/bool")) {
      assertThat(read(file, at).dtype()).isEqualTo(DType.BOOL);
      assertThat(read(file, at).toDoubles()).containsExactly(0, 0, 0, 1, 1, 1);
    }
    assertThat(read(file, "plain/scalar").shape()).isEqualTo(Shape.scalar());
    assertThat(read(file, "plain/scalar").item()).isEqualTo(1.5);
    assertThat(read(file, "plain/scalar_int").getLong(0)).isEqualTo(7);
    assertThat(read(file, "plain/empty").shape()).isEqualTo(Shape.of(0, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void readsDataInPieces(String file) {
    for (String name : List.of("chunked", "gzip", "gzip_int")) {
      Tensor t = read(file, "pieces/" + name);
      assertThat(t.shape()).isEqualTo(Shape.of(20, 50));
      assertThat(t.toDoubles()).containsExactly(counted(1000, -2));
    }
    assertThat(read(file, "pieces/compact").toDoubles()).containsExactly(counted(6, -2));
    assertThat(read(file, "pieces/half").dtype()).isEqualTo(DType.FLOAT16);
    assertThat(read(file, "pieces/half").toDoubles()).containsExactly(counted(6, -2));
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void readsText(String file) {
    assertThat(read(file, "text/variable").toStrings()).containsExactly("", "Zürich", "日本");
    assertThat(read(file, "text/fixed").toStrings()).containsExactly("ab", "cde");
    assertThat(read(file, "text/scalar").toStrings()).containsExactly("one");
    Hdf5Group g = open(file).group("text").orElseThrow();
    assertThat(g.text("one")).contains("Zürich");
    assertThat(g.text("fixed")).contains("abc");
    assertThat(g.text("missing")).isEmpty();
    assertThat(g.texts("list")).contains(List.of("a", "bc"));
    assertThat(g.texts("fixed_list")).contains(List.of("a", "bc"));
    assertThat(g.texts("fixed_utf8")).contains(List.of("größe", "x"));
    assertThat(g.texts("variable_utf8")).contains(List.of("größe", "x"));
    assertThat(g.texts("none")).contains(List.of());
    assertThat(g.texts("split")).contains(List.of("p0", "p1", "p2", "p3", "p4", "p5"));
    assertThat(g.texts("missing")).isEmpty();
    assertThatThrownBy(() -> g.text("number"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file + ": text: attribute number: expected text");
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void tellsGroupsFromDatasets(String file) {
    Hdf5Group root = open(file);
    assertThat(root.names()).containsExactlyInAnyOrder("plain", "pieces", "text", "links", "other");
    assertThat(root.group("plain").map(Hdf5Group::path)).contains("plain");
    assertThat(root.group("plain/float32")).isEqualTo(Optional.empty());
    assertThat(root.dataset("plain").isPresent()).isFalse();
    assertThat(root.dataset("plain/float32/x").isPresent()).isFalse();
    assertThat(root.dataset("nothing/here").isPresent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void followsNoLinks(String file) {
    for (String link : List.of("links/soft", "links/external", "links/external/x")) {
      assertThatThrownBy(() -> open(file).dataset(link))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file + ": " + link)
          .hasMessageContaining("links in HDF5 files are not followed");
    }
  }

  @Test
  void refusesWhatNoTensorHolds() {
    assertThatThrownBy(() -> read(OLD, "other/complex"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("kinds.h5: other/complex: elements of HDF5 class 6");
    assertThatThrownBy(() -> read(OLD, "other/null"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("other/null: the dataset holds nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, V108})
  void guardsFilesByPath(String file, @TempDir Path folder) throws IOException {
    Path at = Files.write(folder.resolve(file), bytes(file));
    // They hold links and types that no Keras file has.
    assertThatThrownBy(() -> Hdf5File.guarded(at))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file);
    assertThat(Hdf5File.isHdf5(bytes(file))).isTrue();
    assertThat(Hdf5File.isHdf5(new byte[] {'P', 'K', 3, 4})).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 60, 700})
  void refusesPartsOfFiles(int length) {
    byte[] part = java.util.Arrays.copyOf(bytes(OLD), length);
    assertThatThrownBy(
            () -> {
              Hdf5Group root = Hdf5File.of("part.h5", ByteBuffer.wrap(part)).root();
              root.names();
              root.dataset("plain/float32").orElseThrow().read();
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("part.h5");
  }
}
