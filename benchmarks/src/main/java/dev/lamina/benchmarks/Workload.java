package dev.lamina.benchmarks;

import dev.lamina.Compile;
import dev.lamina.Model;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is measured.
 *
 * @param input shape of one sample
 * @param vocabulary number of token ids; 0: the input are numbers
 * @param classes of the labels; 0: the target is the input itself
 * @param steps batches of an epoch
 * @param predictSamples samples of one throughput pass
 * @param params trainable weights that the model must have
 */
record Workload(
    String name,
    List<Integer> input,
    int vocabulary,
    int classes,
    int batch,
    int steps,
    int predictSamples,
    long params,
    Supplier<Model> model,
    Supplier<Compile> settings) {
  /** A new model, compiled. */
  Model compiled() {
    Model m = model.get();
    m.compile(settings.get());
    return m;
  }
}
