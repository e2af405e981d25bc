package dev.lamina.data;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Samples in Java memory: one tensor per model input, one per model output, and maybe sample
 * weights. The first axis of all of them is the sample.
 */
public final class Dataset {
  private final List<Tensor> x;
  private final List<Tensor> y;
  private final List<Optional<Tensor>> sampleWeights;
  private final int samples;

  private Dataset(List<Tensor> x, List<Tensor> y, List<Optional<Tensor>> sampleWeights) {
    this.x = List.copyOf(x);
    this.y = List.copyOf(y);
    this.sampleWeights = List.copyOf(sampleWeights);
    if (x.isEmpty()) {
      throw new IllegalArgumentException("Dataset: expected at least one input tensor, got none");
    }
    this.samples = rows("x[0]", x.get(0));
    for (int i = 1; i < x.size(); i++) {
      same("x[" + i + "]", x.get(i));
    }
    for (int i = 0; i < y.size(); i++) {
      same("y[" + i + "]", y.get(i));
    }
    for (int i = 0; i < sampleWeights.size(); i++) {
      String name = "sampleWeights[" + i + "]";
      sampleWeights.get(i).ifPresent(w -> same(name, w));
    }
  }

  private static int rows(String name, Tensor t) {
    if (t.shape().rank() == 0) {
      throw new IllegalArgumentException(
          "Dataset: %s is a scalar; the first axis must be the sample".formatted(name));
    }
    return t.shape().dim(0);
  }

  private void same(String name, Tensor t) {
    int n = rows(name, t);
    if (n != samples) {
      throw new IllegalArgumentException(
          "Dataset: all tensors must hold the same number of samples: x[0] holds %d, %s holds %d"
              .formatted(samples, name, n));
    }
  }

  public static Dataset of(Tensor x, Tensor y) {
    return of(List.of(x), List.of(y));
  }

  public static Dataset of(List<Tensor> x, List<Tensor> y) {
    return new Dataset(x, y, List.of());
  }

  /** Inputs without targets, for {@code predict}. */
  public static Dataset of(Tensor x) {
    return of(List.of(x), List.of());
  }

  /** Rows and integer labels. */
  public static Dataset of(float[][] x, int[] labels) {
    return of(Tensor.of(x), Tensor.of(labels));
  }

  /** Texts and integer labels. */
  public static Dataset of(String[] x, int[] labels) {
    return of(Tensor.of(x), Tensor.of(labels));
  }

  /** Rows and one number per row. */
  public static Dataset of(float[][] x, float[] targets) {
    return of(Tensor.of(x), Tensor.of(targets, targets.length, 1));
  }

  public static Dataset of(float[][] x, float[][] y) {
    return of(Tensor.of(x), Tensor.of(y));
  }

  /** The same samples, weighted: [samples], or a shape that broadcasts to the losses. */
  public Dataset withSampleWeight(Tensor weight) {
    return withSampleWeights(List.of(Optional.of(weight)));
  }

  /** Weights per output; empty: the output's samples all count one. */
  public Dataset withSampleWeights(List<Optional<Tensor>> weights) {
    if (weights.size() != y.size()) {
      throw new IllegalArgumentException(
          "Dataset: expected sample weights for %d outputs, got %d"
              .formatted(y.size(), weights.size()));
    }
    return new Dataset(x, y, weights);
  }

  /** Samples of class k weigh {@code weights.get(k)} (1 where absent); labels or one-hot rows. */
  public Dataset withClassWeight(Map<Integer, Double> weights) {
    if (y.size() != 1) {
      throw new IllegalArgumentException(
          "classWeight: only for models with one output, got " + y.size());
    }
    Tensor labels = y.get(0);
    float[] w = new float[samples];
    int width = samples == 0 ? 1 : labels.size() / samples;
    for (int i = 0; i < samples; i++) {
      int label = (int) labels.getDouble(i * width);
      if (width > 1) {
        label = 0;
        for (int k = 1; k < width; k++) {
          if (labels.getDouble(i * width + k) > labels.getDouble(i * width + label)) {
            label = k;
          }
        }
      }
      w[i] = weights.getOrDefault(label, 1.0).floatValue();
      if (!sampleWeights.isEmpty() && sampleWeights.get(0).isPresent()) {
        w[i] *= (float) sampleWeights.get(0).get().getDouble(i);
      }
    }
    return withSampleWeight(Tensor.wrap(w, Shape.of(samples)));
  }

  public List<Tensor> x() {
    return x;
  }

  public List<Tensor> y() {
    return y;
  }

  /** One entry per output, or none at all if nothing is weighted. */
  public List<Optional<Tensor>> sampleWeights() {
    return sampleWeights;
  }

  /** Number of samples. */
  public int size() {
    return samples;
  }

  /** The same data with {@code f} applied to the only input: a host layer's call, for example. */
  public Dataset map(UnaryOperator<Tensor> f) {
    if (x.size() != 1) {
      throw new IllegalArgumentException(
          "Dataset: map: expected one input, got %d; use mapInputs".formatted(x.size()));
    }
    return mapInputs(all -> List.of(f.apply(all.get(0))));
  }

  /** The same data with other inputs: a feature space's call, for example. */
  public Dataset mapInputs(UnaryOperator<List<Tensor>> f) {
    return new Dataset(f.apply(x), y, sampleWeights);
  }

  /** Samples {@code [from, to)}, copied. */
  public Dataset rows(int from, int to) {
    return new Dataset(
        x.stream().map(t -> t.rows(from, to)).toList(),
        y.stream().map(t -> t.rows(from, to)).toList(),
        sampleWeights.stream().map(w -> w.map(t -> t.rows(from, to))).toList());
  }

  /** The first {@code left} samples and the others. */
  public Split split(int left) {
    return Split.of(this, left, samples - left);
  }

  /** The first {@code left} and the last {@code right} samples. */
  public Split split(int left, int right) {
    return Split.of(this, left, right);
  }

  /** The first share of the samples, in (0, 1), and the others. */
  public Split split(double left) {
    return split(Split.share(this, left));
  }

  /** The first and the last share of the samples. */
  public Split split(double left, double right) {
    return Split.of(this, Split.share(this, left), Split.share(this, right));
  }

  /** The last {@code right} samples, and those in front of them. */
  public Split splitRight(int right) {
    return Split.of(this, samples - right, right);
  }

  /** The last share of the samples, and those in front of them. */
  public Split splitRight(double right) {
    return splitRight(Split.share(this, right));
  }

  /** All tensors in the order in which a step takes them: inputs, targets, weights. */
  public List<Tensor> tensors() {
    var all = new ArrayList<Tensor>(x);
    all.addAll(y);
    sampleWeights.forEach(w -> w.ifPresent(all::add));
    return all;
  }
}
