package dev.lamina.backend.java;

import dev.lamina.tensor.Tensor;
import java.util.List;

/** A node made ready to run: arguments in, new results out. Arguments are never changed. */
interface Kernel {
  List<Tensor> run(List<Tensor> in);

  /** A kernel with one result. */
  static Kernel of(Single k) {
    return in -> List.of(k.run(in));
  }

  /** See {@link #of}. */
  interface Single {
    Tensor run(List<Tensor> in);
  }
}
