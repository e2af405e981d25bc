package dev.lamina.serialization.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.training.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zip files that must be read; those that must not are in {@code HostileFilesTest}. */
class SafeZipTest {
  /** {@code with ZipFile(f, "w").open("m", "w", force_zip64=True) as g: g.write(b"hello")}. */
  private static final String PYTHON_ZIP64 =
      "UEsDBC0AAAAAAAAAIQCGphA2//////////8BABQAbQEAEAAFAAAAAAAAAAUAAAAAAAAAaGVsbG9QSwECLQMtAAAA"
          + "AAAAACEAhqYQNgUAAAAFAAAAAQAAAAAAAAAAAAAAgAEAAAAAbVBLBQYAAAAAAQABAC8AAAA4AAAAAAA=";

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.zip"), bytes);
  }

  private static byte[] java(String name, byte[] content, boolean stored) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("assets/"));
      var e = new ZipEntry(name);
      if (stored) {
        var crc = new CRC32();
        crc.update(content);
        e.setMethod(ZipEntry.STORED);
        e.setSize(content.length);
        e.setCrc(crc.getValue());
      }
      zip.putNextEntry(e);
      zip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void entriesOfJavasWriterAreRead() throws IOException {
    byte[] content = "größe ".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    for (boolean stored : new boolean[] {false, true}) {
      try (SafeZip zip = SafeZip.open(file(java("größe/ß.bin", content, stored)))) {
        assertThat(zip.entries()).extracting(Entry::name).containsExactly("assets/", "größe/ß.bin");
        Entry e = zip.required("größe/ß.bin");
        assertThat(e.stored()).isEqualTo(stored);
        assertThat(e.size()).isEqualTo(content.length);
        assertThat(zip.bytes(e, content.length)).isEqualTo(content);
        assertThat(zip.entry("x")).isEmpty();
      }
    }
  }

  @Test
  void sizesOfEightBytesAreRead() throws IOException {
    try (SafeZip zip = SafeZip.open(file(Base64.getDecoder().decode(PYTHON_ZIP64)))) {
      assertThat(zip.bytes(zip.required("m"), 5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void storedEntriesCanBeMapped() throws IOException {
    byte[] bytes = java("w", new byte[] {1, 2, 3}, true);
    Path path = file(bytes);
    try (SafeZip zip = SafeZip.open(path)) {
      Entry e = zip.required("w");
      assertThat(zip.map(e)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(bytes[(int) e.offset() + 1]).isEqualTo((byte) 2);
    }
    bytes[bytes.length - 22 - 46 - 46 - 8 - 1 - 2] = 9;
    try (SafeZip zip = SafeZip.open(file(bytes))) {
      assertThatThrownBy(() -> zip.map(zip.required("w")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a.zip!w: damaged: CRC is");
    }
    try (SafeZip zip = SafeZip.open(file(java("w", new byte[] {1, 2, 3}, false)))) {
      assertThatThrownBy(() -> zip.map(zip.required("w")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a.zip!w: only stored entries");
    }
  }

  @Test
  void limitsAreKept() throws IOException {
    Path path = file(java("w", new byte[100_000], false));
    try (SafeZip zip = SafeZip.open(path)) {
      assertThatThrownBy(() -> zip.bytes(zip.required("w"), 99_999))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a.zip!w: 100000 bytes, the limit is 99999");
      assertThatThrownBy(() -> zip.required("x"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a.zip!x: missing; the file has [assets/, w]");
    }
    assertThatThrownBy(() -> SafeZip.open(path, new ZipLimits(1, 100, 10, 10)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("2 entries, the limit is 1");
    assertThatThrownBy(() -> SafeZip.open(path, new ZipLimits(9, 100, 10, 10)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("lamina.zip.maxRatio");
    assertThatThrownBy(() -> SafeZip.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a regular file");
    assertThatThrownBy(() -> SafeZip.open(folder.resolve("none")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no such file");
  }
}
