package dev.lamina.serialization;

import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a model's directory: {@code model.json}, and the weights in one file or, if they are
 * large, in several with an index. What commits is the renaming of the weights or the index.
 */
final class ModelDirectory {
  private ModelDirectory() {}

  /** Replaces what is there as a whole or not at all. */
  static void write(
      Path path,
      byte[] json,
      Map<String, Tensor> tensors,
      Map<String, String> metadata,
      long maxShardBytes)
      throws IOException {
    boolean isNew = !Files.exists(path);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw WriteError.of(path, e);
    }
    Path pending = path.resolve(ModelSource.PENDING_JSON);
    Path index = path.resolve(ModelSource.INDEX);
    boolean inShards = SafetensorsShards.bytes(tensors) > maxShardBytes;
    try {
      CrashSafe.write(pending, out -> out.write(json));
      if (inShards) {
        SafetensorsShards.save(index, tensors, metadata, Math.max(maxShardBytes, largest(tensors)));
      } else {
        var all = new LinkedHashMap<>(metadata);
        if (Files.exists(index)) {
          all.put(ModelSource.REPLACES_INDEX, CrashSafe.hex(Files.readAllBytes(index)));
        }
        CrashSafe.write(
            path.resolve(ModelSource.WEIGHTS), out -> Safetensors.write(out, tensors, all));
      }
    } catch (Throwable t) {
      Files.deleteIfExists(pending);
      if (isNew) {
        Files.deleteIfExists(path);
      }
      throw t;
    }
    Files.move(
        pending,
        path.resolve(ModelSource.JSON),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    CrashSafe.syncDirectory(path);
    if (inShards) {
      Files.deleteIfExists(path.resolve(ModelSource.WEIGHTS));
    } else {
      SafetensorsShards.set(index).delete();
    }
  }

  private static long largest(Map<String, Tensor> tensors) {
    return tensors.values().stream().mapToLong(t -> t.type().bytes()).max().orElse(0);
  }
}
