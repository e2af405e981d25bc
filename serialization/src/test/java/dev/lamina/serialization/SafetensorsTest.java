package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static Map<String, Tensor> everyType() {
    var t = new LinkedHashMap<String, Tensor>();
    t.put("bool", Tensor.of(new boolean[] {true, false, true}, 3));
    t.put("u8", Tensor.wrap(DType.UINT8, new byte[] {0, 1, -1}, Shape.of(3, 1)));
    t.put("f16", Tensor.wrap(DType.FLOAT16, new short[] {0x3c00, -1}, Shape.of(2)));
    t.put("bf16", Tensor.wrap(DType.BFLOAT16, new short[] {0x3f80, 7}, Shape.of(1, 2)));
    t.put(
        "f32",
        Tensor.of(new float[] {1, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f}, 2, 3));
    t.put("i32", Tensor.of(new int[] {Integer.MIN_VALUE, 5}, 2));
    t.put("f64", Tensor.of(new double[] {Math.PI, Double.NEGATIVE_INFINITY}, 2));
    t.put("i64", Tensor.of(new long[] {Long.MAX_VALUE}, 1));
    t.put("scalar", Tensor.scalar(4f));
    t.put("empty", Tensor.zeros(TensorType.of(DType.FLOAT32, 0, 3)));
    t.put("größe/кернел \"q\"", Tensor.of(new float[] {1}, 1));
    return t;
  }

  private static byte[] bytes(Map<String, Tensor> tensors, Map<String, String> metadata) {
    var out = new ByteArrayOutputStream();
    try {
      Safetensors.write(out, tensors, metadata);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static Safetensors.Contents parse(byte[] file) {
    try {
      return Safetensors.read(
          "f.safetensors", new ByteArrayInputStream(file), file.length, h -> {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] file(String header, int data) {
    byte[] h = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + h.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(h.length)
        .put(h)
        .array();
  }

  @Test
  void everyTypeSurvivesTheRoundTrip() {
    Safetensors.Contents c = parse(bytes(everyType(), Map.of("format", "pt", "seed", "7")));
    assertThat(c.tensors()).containsExactlyInAnyOrderEntriesOf(everyType());
    assertThat(c.metadata()).containsOnly(Map.entry("format", "pt"), Map.entry("seed", "7"));
  }

  @Test
  void dataIsAlignedToItsWidth() {
    byte[] file = bytes(everyType(), Map.of());
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(b.getLong() % 8).isZero();
    assertThat(parse(file).tensors().keySet()).startsWith("f64", "i64").endsWith("bool", "u8");
  }

  /** The example of the format's own description. */
  @Test
  void layoutIsTheFormatsOwn() {
    byte[] file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, 2.5f);
    assertThat(parse(file).tensors())
        .containsOnly(Map.entry("a", Tensor.of(new float[] {0, 2.5f}, 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | needs 8 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | no holes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | describes 4 bytes",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | truncated",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'b':{'dtype':'U8','shape':[1],'data_offsets':[7,8]}}"
            + " | no overlaps",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}"
            + " | JSON",
        "{'a':{'dtype':'I8','shape':[8],'data_offsets':[0,8]}} | expected dtype",
        "{'a':{'dtype':'U8','shape':[-8],'data_offsets':[0,8]}} | shape must be",
        "{'a':{'dtype':'U8','shape':[8.0],'data_offsets':[0,8]}} | shape must be",
        "{'a':{'dtype':'F32','shape':[1073741824,1073741824,4],'data_offsets':[0,8]}} | more"
            + " elements",
        "{'a':{'dtype':'F32','shape':[0,99999999999],'data_offsets':[0,0]}} | more elements",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | expected an object with",
        "{'a':{'dtype':'F32','shape':[2]}} | expected an object with",
        "{'a':3} | expected an object with",
        "{'__metadata__':{'n':3}} | must be a string",
        "[] | expected a JSON object",
        "{'a': | not valid JSON",
      })
  void brokenHeadersAreRefused(String header, String message) {
    assertThatThrownBy(() -> parse(file(header.replace('\'', '"'), 8)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("f.safetensors")
        .hasMessageContaining(message);
  }

  @Test
  void aBoolIsZeroOrOne() {
    byte[] file = bytes(Map.of("flag", Tensor.of(new boolean[] {true}, 1)), Map.of());
    file[file.length - 1] = 2;
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'flag'")
        .hasMessageContaining("expected 0 or 1");
  }

  @Test
  void aHugeHeaderLengthAllocatesNothing() {
    byte[] file = bytes(everyType(), Map.of());
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("header length");
  }

  @Test
  void theCheckSeesTheHeaderBeforeTheData() {
    byte[] file = bytes(everyType(), Map.of());
    assertThatThrownBy(
            () ->
                Safetensors.read(
                    "f",
                    new ByteArrayInputStream(file),
                    file.length,
                    h -> {
                      throw new IllegalStateException("saw " + h.types().get("scalar"));
                    }))
        .hasMessage("saw f32[]");
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] file = bytes(everyType(), Map.of("k", "v"));
    for (int n = 0; n < file.length; n++) {
      byte[] cut = java.util.Arrays.copyOf(file, n);
      assertThatThrownBy(() -> parse(cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Property(tries = 3000)
  void flippedBytesGiveTensorsOrACleanError(
      @ForAll @IntRange(max = 2000) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 2000) int at2) {
    byte[] file = bytes(everyType(), Map.of("k", "v"));
    file[at % file.length] = value;
    file[at2 % file.length] ^= value;
    try {
      parse(file);
    } catch (ModelFormatException e) {
      assertThat(e).hasMessageStartingWith("f.safetensors");
    }
  }

  /** The check value of CRC-32C in the catalogue of parametrised CRC algorithms. */
  @Test
  void checksumsAreCrc32c() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    byte[] file = bytes(Map.of("a", Tensor.wrap(DType.UINT8, digits, Shape.of(9))), Map.of());
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("\"crc32c:a\":\"e3069283\"");
  }

  @Test
  void everyFlippedBitOfTheDataIsFound() {
    byte[] file = bytes(everyType(), Map.of());
    int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    for (int bit = 8 * (8 + header); bit < 8 * file.length; bit++) {
      byte[] bad = file.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> parse(bad))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageMatching("f.safetensors: tensor '.*': .*(checksum|BOOL).*");
    }
  }

  @Test
  void aMissingChecksumIsFound() {
    byte[] file = bytes(everyType(), Map.of());
    byte[] bad =
        new String(file, StandardCharsets.ISO_8859_1)
            .replace("crc32c:bf16", "crc32c:bf17")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> parse(bad))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("checksums of [bf16] are missing");
  }
}
