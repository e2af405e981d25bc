package dev.lamina.integration;

import dev.lamina.Checkpoint;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that saves a model again and again until it is killed. All weights of the n-th save are
 * n; when it is on the disk, n is printed.
 */
final class SavingProcess {
  private SavingProcess() {}

  static Model model() {
    return Sequential.of(Input.of(64), Dense.of(256), Dense.of(256), Dense.of(64));
  }

  static void fill(Model m, long n) {
    List<Tensor> all = m.weights().stream().map(w -> Tensor.full(w.type(), (double) n)).toList();
    m.setWeights(all);
  }

  /** Arguments: the file and the number of the first save. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    Model m = model();
    for (long n = Long.parseLong(args[1]); ; n++) {
      fill(m, n);
      if (args[0].endsWith(".checkpoint")) {
        Checkpoint.save(file, m);
      } else {
        m.save(file);
      }
      System.out.println(n);
      System.out.flush();
    }
  }
}
