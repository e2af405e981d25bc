package dev.lamina.serialization.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Files are read by jHDF; RoundTripTest of the integration module reads them by libhdf5. */
class Hdf5WriterTest {
  private static Hdf5Writer with(Hdf5Writer w, String path, Tensor value) {
    return w.dataset(path, value.type(), () -> value);
  }

  private static byte[] bytes(Hdf5Writer w) throws IOException {
    var out = new ByteArrayOutputStream();
    w.write(out);
    return out.toByteArray();
  }

  private static HdfFile read(Hdf5Writer w) throws IOException {
    return HdfFile.fromBytes(bytes(w));
  }

  @Test
  void tensorsOfAllShapes() throws IOException {
    var w = new Hdf5Writer();
    with(w, "layers/dense/vars/0", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    with(w, "layers/dense/vars/1", Tensor.scalar(7L));
    with(w, "layers/dense_1/vars/0", Tensor.of(new int[] {1, -2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    with(w, "top", Tensor.of(new double[] {0.1}, 1));
    with(w, "layers/none", Tensor.of(new float[0], 0, 3));
    try (HdfFile f = read(w.group("layers/empty"))) {
      assertThat(f.getDatasetByPath("layers/dense/vars/0").getData())
          .isEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
      assertThat(f.getDatasetByPath("layers/dense/vars/1").getData()).isEqualTo(7L);
      assertThat(f.getDatasetByPath("layers/dense_1/vars/0").getData())
          .isEqualTo(new int[][][] {{{1, -2}, {3, 4}}, {{5, 6}, {7, 8}}});
      assertThat(f.getDatasetByPath("top").getData()).isEqualTo(new double[] {0.1});
      Dataset none = f.getDatasetByPath("layers/none");
      assertThat(none.getDimensions()).containsExactly(0, 3);
      assertThat(f.getByPath("layers/empty").isGroup()).isTrue();
    }
  }

  @Test
  void elementsOfOtherTypes() throws IOException {
    var w = new Hdf5Writer();
    with(w, "half", Tensor.of(new float[] {0.5f, -2}, 2).cast(DType.FLOAT16));
    with(w, "byte", Tensor.of(new int[] {1, 255}, 2).cast(DType.UINT8));
    try (HdfFile f = read(w)) {
      assertThat(f.getDatasetByPath("half").getData()).isEqualTo(new float[] {0.5f, -2});
      assertThat(f.getDatasetByPath("byte").getData()).isEqualTo(new int[] {1, 255});
    }
  }

  /** As h5py writes it: two bytes each, and a name. */
  @Test
  void bfloat16HasItsNameAsAnAttribute() throws IOException {
    var w = new Hdf5Writer();
    with(w, "b", Tensor.of(new float[] {1, -2}, 2).cast(DType.BFLOAT16));
    try (HdfFile f = read(w)) {
      Dataset b = f.getDatasetByPath("b");
      assertThat(b.getAttribute("dtype").getData()).isEqualTo("bfloat16");
      assertThat(b.getDataType().getSize()).isEqualTo(2);
    }
  }

  @Test
  void manyLinksAndOddNames() throws IOException {
    var w = new Hdf5Writer();
    for (int i = 0; i < 3000; i++) {
      with(w, "layers/dense_" + i + "/vars/0", Tensor.scalar(i));
    }
    with(w, "größe x/0", Tensor.scalar(1));
    with(w, "n".repeat(300) + "/0", Tensor.scalar(2));
    try (HdfFile f = read(w)) {
      assertThat(f.getDatasetByPath("layers/dense_2999/vars/0").getData()).isEqualTo(2999);
      assertThat(f.getDatasetByPath("größe x/0").getData()).isEqualTo(1);
      assertThat(f.getDatasetByPath("n".repeat(300) + "/0").getData()).isEqualTo(2);
    }
  }

  /** From the header of lookup3.c, which is in the public domain. */
  @Test
  void checksumOfTheAuthorsExample() {
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(Checksum.of(text, 0, text.length)).isEqualTo(0x17770551);
  }

  @Test
  void pathsThatDoNotGoTogether() {
    Tensor t = Tensor.scalar(1);
    assertThatThrownBy(() -> with(with(new Hdf5Writer(), "a/0", t), "a/0", t))
        .hasMessage("HDF5: 'a/0' exists twice");
    assertThatThrownBy(() -> with(with(new Hdf5Writer(), "a", t), "a/0", t))
        .hasMessage("HDF5: 'a' of path 'a' is a dataset, not a group");
    assertThatThrownBy(() -> new Hdf5Writer().group("a//b"))
        .hasMessage("HDF5: expected names between slashes, got path 'a//b'");
  }
}
