package dev.lamina.serialization.keras;

import dev.lamina.layers.Weight;
import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A dataset of a file and the value of the model that it is for.
 *
 * @param owner the value's name in errors
 */
record Assignment(String owner, TensorType type, Hdf5Dataset from, Consumer<Tensor> to) {

  static Assignment of(Weight w, Hdf5Dataset from) {
    return new Assignment(w.path(), w.type(), from, w::set);
  }

  /**
   * How the shapes differ, if they do. Keras casts the numbers of a file to the weight's dtype.
   *
   * @throws ModelFormatException if the dataset holds what no tensor can
   */
  Optional<String> problem() {
    TensorType got = from.type();
    if (got.dtype() == DType.STRING) {
      throw new ModelFormatException(
          "weight %s: expected %s, the file has bytes without a type at %s; Keras' legacy .h5 files lose the type of bfloat16 weights: save the model as .keras or .weights.h5"
              .formatted(owner, type, from.path()));
    }
    return got.shape().equals(type.shape())
        ? Optional.empty()
        : Optional.of(
            "weight %s: expected %s, the file has %s at %s"
                .formatted(owner, type, got, from.path()));
  }

  /** Reads all datasets, then sets all values: if one cannot be read, nothing is changed. */
  static void all(List<Assignment> assignments) {
    var values = new ArrayList<Tensor>();
    for (Assignment a : assignments) {
      Tensor t = a.from.read();
      values.add(t.dtype() == a.type.dtype() ? t : t.cast(a.type.dtype()));
    }
    for (int i = 0; i < values.size(); i++) {
      assignments.get(i).to.accept(values.get(i));
    }
  }
}
