package dev.lamina.serialization;

import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads tensors from one safetensors file or from several. */
final class TensorFiles {
  private TensorFiles() {}

  /** All tensors of a file, or of the files that an index names. */
  static Map<String, Tensor> read(Path path, Safetensors.Check check) {
    try {
      return SafetensorsShards.matches(path)
          ? shards(ShardIndex.read(path, ".safetensors"), check).tensors()
          : single(path, check);
    } catch (IOException e) {
      throw new ModelFormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, Tensor> single(Path path, Safetensors.Check check) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return Safetensors.read(path.toString(), in, Files.size(path), check).tensors();
    }
  }

  private static Safetensors.Contents shards(ShardIndex index, Safetensors.Check check)
      throws IOException {
    Safetensors.Header header = SafetensorsShards.header(index);
    check.accept(header);
    return new Safetensors.Contents(SafetensorsShards.tensors(index, header), header.metadata());
  }

  /** The weights of a saved model. */
  static Safetensors.Contents read(ModelSource source, Safetensors.Check check) throws IOException {
    Optional<ShardIndex> shards = source.shards();
    if (shards.isPresent()) {
      return shards(shards.get(), check);
    }
    try (InputStream in = new BufferedInputStream(source.weights())) {
      return Safetensors.read(
          source.describe(ModelSource.WEIGHTS), in, source.weightsLength(), check);
    }
  }
}
