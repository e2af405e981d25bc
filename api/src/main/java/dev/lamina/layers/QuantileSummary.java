package dev.lamina.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in 1 / epsilon weighted ones, by which quantiles are found without keeping all of them:
 * every k-th of the sorted numbers stands for k.
 */
final class QuantileSummary {
  private final double epsilon;
  private double[] values = new double[0];
  private double[] weights = new double[0];

  QuantileSummary(double epsilon) {
    this.epsilon = epsilon;
  }

  void add(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double share = Math.max(sorted.length / (1 / epsilon), 1);
    int start = (int) (share - 1);
    int step = (int) share;
    int n = start >= sorted.length ? 0 : (sorted.length - start - 1) / step + 1;
    double[] more = new double[values.length + n];
    double[] moreWeights = new double[values.length + n];
    System.arraycopy(values, 0, more, 0, values.length);
    System.arraycopy(weights, 0, moreWeights, 0, values.length);
    for (int i = 0; i < n; i++) {
      more[values.length + i] = sorted[start + i * step];
      moreWeights[values.length + i] = (float) share;
    }
    sort(more, moreWeights);
    compress(epsilon);
  }

  private void sort(double[] newValues, double[] newWeights) {
    Integer[] order = new Integer[newValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(newValues[a], newValues[b]));
    values = new double[order.length];
    weights = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      values[i] = newValues[order[i]];
      weights[i] = newWeights[order[i]];
    }
  }

  /** Replaces the numbers by those at every {@code share} of the weight. */
  private void compress(double share) {
    if (values.length * share < 1) {
      return;
    }
    // Keras adds and divides in float32, which decides between neighbours.
    double[] sums = new double[weights.length];
    float sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += (float) weights[i];
      sums[i] = sum;
    }
    float all = sum;
    double[] shares = Arrays.stream(sums).map(s -> (float) s / all).toArray();
    int n = (int) Math.ceil(1 / share);
    double[] newValues = new double[n];
    double[] newWeights = new double[n];
    double before = 0;
    for (int i = 0; i < n; i++) {
      double at = share + i * share;
      newValues[i] = (float) interpolate(shares, values, at);
      double upTo = interpolate(shares, sums, at);
      newWeights[i] = (float) (upTo - before);
      before = upTo;
    }
    values = newValues;
    weights = newWeights;
  }

  /** Piecewise linear through the points (x, y), constant outside of them. */
  private static double interpolate(double[] x, double[] y, double at) {
    if (at <= x[0]) {
      return y[0];
    }
    for (int i = 1; i < x.length; i++) {
      if (at <= x[i]) {
        double width = x[i] - x[i - 1];
        return width == 0 ? y[i] : y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / width;
      }
    }
    return y[y.length - 1];
  }

  /** The boundaries between {@code bins} equally heavy bins. */
  List<Double> boundaries(int bins) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Discretization: adapt: the data is empty");
    }
    compress(1.0 / bins);
    var out = new ArrayList<Double>();
    for (int i = 0; i < values.length - 1; i++) {
      out.add(values[i]);
    }
    return List.copyOf(out);
  }
}
