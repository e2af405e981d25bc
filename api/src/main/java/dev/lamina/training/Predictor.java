package dev.lamina.training;

import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.StepGraph.Kind;
import dev.lamina.training.StepGraph.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a network forward. Safe for use by many threads at once; if it has stateful layers, one
 * prediction follows the other.
 */
public final class Predictor implements AutoCloseable {
  private final Network network;
  private final Engine engine;
  private final Object oneAtATime = new Object();

  public Predictor(Network network, Backend backend) {
    this.network = network;
    this.engine = new Engine(backend);
  }

  /** All samples, {@code batchSize} at a time; one tensor per output. */
  public List<Tensor> predict(List<Tensor> given, int batchSize, List<Callback> callbacks) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("predict: batchSize must be > 0, got " + batchSize);
    }
    List<Tensor> x = DataCheck.inputs("predict", network, given);
    int samples = x.get(0).shape().dim(0);
    for (Tensor t : x) {
      if (t.shape().dim(0) != samples) {
        throw new IllegalArgumentException(
            "predict: all inputs must hold the same number of samples, got %s"
                .formatted(x.stream().map(Tensor::shape).toList()));
      }
    }
    if (samples == 0) {
      throw new IllegalArgumentException(
          "predict: the data is empty; at least one sample is needed");
    }
    if (network.memory().isEmpty()) {
      return batches(x, samples, batchSize, callbacks);
    }
    DataCheck.batches("predict", network, samples, batchSize);
    synchronized (oneAtATime) {
      return batches(x, samples, batchSize, callbacks);
    }
  }

  private List<Tensor> batches(
      List<Tensor> x, int samples, int batchSize, List<Callback> callbacks) {
    if (samples <= batchSize && callbacks.isEmpty()) {
      return run(x);
    }
    callbacks.forEach(Callback::onPredictBegin);
    var parts = new ArrayList<List<Tensor>>();
    for (int from = 0; from < samples; from += batchSize) {
      int lo = from;
      int hi = Math.min(samples, from + batchSize);
      int batch = parts.size();
      callbacks.forEach(c -> c.onPredictBatchBegin(batch));
      List<Tensor> outputs = run(x.stream().map(t -> t.rows(lo, hi)).toList());
      callbacks.forEach(c -> c.onPredictBatchEnd(batch, outputs));
      parts.add(outputs);
    }
    callbacks.forEach(Callback::onPredictEnd);
    var out = new ArrayList<Tensor>();
    for (int o = 0; o < parts.get(0).size(); o++) {
      int output = o;
      out.add(Tensor.concatRows(parts.stream().map(p -> p.get(output)).toList()));
    }
    return out;
  }

  private List<Tensor> run(List<Tensor> given) {
    List<Tensor> batch = network.host().run(given);
    var s =
        new Signature(
            Kind.PREDICT, batch.stream().map(Tensor::type).toList(), List.of(), List.of());
    Engine.Compiled c = engine.acquire(s, x -> StepBuilder.predict(network, x.x()));
    try {
      return engine.run(c, batch);
    } finally {
      c.release();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
