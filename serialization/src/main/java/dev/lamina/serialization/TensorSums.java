package dev.lamina.serialization;

import dev.lamina.training.ModelFormatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Checksum;

/** The checksums that a safetensors file's metadata has of its tensors. */
final class TensorSums {
  private static final String PREFIX = "crc32c:";

  private final String file;
  private final Map<String, String> metadata;

  /** If the file has a checksum of any tensor, it must have one of each. */
  TensorSums(String file, Safetensors.Header header) {
    this.file = file;
    this.metadata = header.metadata();
    boolean any = metadata.keySet().stream().anyMatch(k -> k.startsWith(PREFIX));
    List<String> missing =
        header.types().keySet().stream().filter(n -> !metadata.containsKey(key(n))).toList();
    if (any && !missing.isEmpty()) {
      throw new ModelFormatException(
          "%s: the checksums of %s are missing; the file is damaged, load a copy of it"
              .formatted(file, missing));
    }
  }

  static String key(String tensor) {
    return PREFIX + tensor;
  }

  static String text(Checksum sum) {
    return "%08x".formatted(sum.getValue());
  }

  void check(String tensor, Checksum sum) {
    String want = metadata.getOrDefault(key(tensor), text(sum));
    if (!want.equals(text(sum))) {
      throw new ModelFormatException(
          "%s: tensor '%s': its checksum is %s, written was %s; the file is damaged, load a copy of it"
              .formatted(file, tensor, text(sum), want));
    }
  }

  /** The metadata beside the checksums. */
  Map<String, String> without() {
    var out = new LinkedHashMap<>(metadata);
    out.keySet().removeIf(k -> k.startsWith(PREFIX));
    return Collections.unmodifiableMap(out);
  }
}
