package dev.lamina.examples;

import dev.lamina.data.Dataset;
import dev.lamina.tensor.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Images of handwritten digits, [samples, 28, 28, 1] in [0, 1], and their labels. */
record Mnist(Dataset train, Dataset test) {

  private interface Source {
    InputStream open(String name) throws IOException;
  }

  /** The four files of this folder, or, without one, the 10,000 digits that the module brings. */
  static Mnist load(Optional<Path> folder) throws IOException {
    Source source = folder.<Source>map(f -> name -> file(f, name)).orElse(Mnist::resource);
    return new Mnist(dataset(source, "train"), dataset(source, "t10k"));
  }

  private static Dataset dataset(Source source, String part) throws IOException {
    String images = part + "-images-idx3-ubyte.gz";
    String labels = part + "-labels-idx1-ubyte.gz";
    Tensor x = Idx.images(images, source.open(images));
    Tensor y = Idx.labels(labels, source.open(labels));
    if (x.shape().dim(0) != y.shape().dim(0)) {
      throw new IOException(
          "%s holds %d images, %s holds %d labels"
              .formatted(images, x.shape().dim(0), labels, y.shape().dim(0)));
    }
    return Dataset.of(x, y);
  }

  private static InputStream file(Path folder, String name) throws IOException {
    Path packed = folder.resolve(name);
    Path plain = folder.resolve(name.substring(0, name.length() - ".gz".length()));
    if (!Files.exists(packed) && !Files.exists(plain)) {
      throw new FileNotFoundException(
          "%s: expected MNIST's four files in this folder, but neither %s nor %s is there"
              .formatted(folder, packed.getFileName(), plain.getFileName()));
    }
    return Files.newInputStream(Files.exists(packed) ? packed : plain);
  }

  private static InputStream resource(String name) throws IOException {
    return Resources.open("mnist10k/" + name);
  }
}
