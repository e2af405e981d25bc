package dev.lamina.training;

import dev.lamina.data.Dataset;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds data against a model before anything runs, and converts number types where that is safe.
 */
final class DataCheck {
  private DataCheck() {}

  /** The inputs as the network wants them. */
  static List<Tensor> inputs(String where, Network network, List<Tensor> x) {
    List<SymbolicTensor> wanted = network.inputs();
    if (x.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "%s: the model has %d inputs, got %d tensors".formatted(where, wanted.size(), x.size()));
    }
    var out = new ArrayList<Tensor>(x.size());
    for (int i = 0; i < x.size(); i++) {
      SymbolicTensor in = wanted.get(i);
      String name = where + ": input " + in.source().layer();
      Tensor t = addChannelAxis(x.get(i), in.shape());
      if (!in.shape().accepts(t.shape())) {
        throw new IllegalArgumentException(
            "%s: expected shape %s, got %s".formatted(name, in.shape(), x.get(i).shape()));
      }
      out.add(Batches.convert(name, t, in.dtype()));
    }
    return out;
  }

  /**
   * Stateful layers keep a state for every sample of a batch: refuses data that does not come in
   * batches of the size they were made for.
   */
  static void batches(String where, Network network, int samples, int batchSize) {
    for (Weight w : network.memory()) {
      int size = w.spec().shape().dim(0);
      int first = Math.min(samples, batchSize);
      int last = samples % first;
      if (first != size || last != 0) {
        throw new IllegalArgumentException(
            "%s: %s: the layer is stateful and needs batches of %d, got %d samples in batches of %d; set batchSize to %d and give a multiple of it"
                .formatted(where, w.path(), size, samples, batchSize, size));
      }
    }
  }

  /** Images without a channel axis fit an input with one channel, as in Keras. */
  private static Tensor addChannelAxis(Tensor t, SymbolicShape wanted) {
    if (t.shape().rank() == wanted.rank() - 1 && wanted.dim(-1) == 1) {
      return t.reshape(t.shape().insert(t.shape().rank(), 1).toArray());
    }
    return t;
  }

  /** Data for {@code fit} and {@code evaluate}: not empty, and targets that the losses allow. */
  static Dataset training(String where, Network network, Settings settings, Dataset data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException(
          where + ": the data is empty; at least one sample is needed");
    }
    List<Tensor> x = inputs(where, network, data.x());
    int outputs = network.outputs().size();
    if (data.y().size() != outputs) {
      throw new IllegalArgumentException(
          "%s: the model has %d outputs, got targets for %d"
              .formatted(where, outputs, data.y().size()));
    }
    for (int i = 0; i < outputs; i++) {
      String name = network.outputNames().get(i);
      try {
        settings.loss(i).checkTargets(data.y().get(i), network.outputs().get(i).shape());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: output '%s': %s".formatted(where, name, e.getMessage()), e);
      }
    }
    Dataset checked = Dataset.of(x, data.y());
    return data.sampleWeights().isEmpty()
        ? checked
        : checked.withSampleWeights(data.sampleWeights());
  }
}
