package dev.lamina.data;

import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Windows over a series (Keras: {@code timeseries_dataset_from_array}): window i starts at
 * startIndex + i sequenceStride and takes every samplingRate-th step. series: [steps, …] ->
 * [windows, sequenceLength, …]; the target of a window is that of its first step.
 *
 * @param sequenceLength steps in a window
 * @param sequenceStride steps from one window's start to the next one's
 * @param samplingRate steps between neighbours in a window
 * @param startIndex the first step that is used
 * @param endIndex the step behind the last one that is used; empty: all are
 */
public record Timeseries(
    int sequenceLength,
    int sequenceStride,
    int samplingRate,
    int startIndex,
    OptionalInt endIndex) {
  public Timeseries {
    positive("sequenceLength", sequenceLength);
    positive("sequenceStride", sequenceStride);
    positive("samplingRate", samplingRate);
    if (startIndex < 0) {
      throw new IllegalArgumentException("Timeseries: startIndex must be >= 0, got " + startIndex);
    }
  }

  private static void positive(String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Timeseries: %s must be > 0, got %d".formatted(argument, value));
    }
  }

  /** All windows of this many neighbouring steps. */
  public static Timeseries of(int sequenceLength) {
    return new Timeseries(sequenceLength, 1, 1, 0, OptionalInt.empty());
  }

  public Timeseries sequenceStride(int stride) {
    return new Timeseries(sequenceLength, stride, samplingRate, startIndex, endIndex);
  }

  public Timeseries samplingRate(int rate) {
    return new Timeseries(sequenceLength, sequenceStride, rate, startIndex, endIndex);
  }

  /** Uses the steps {@code [start, end)} only. */
  public Timeseries range(int start, int end) {
    return new Timeseries(sequenceLength, sequenceStride, samplingRate, start, OptionalInt.of(end));
  }

  /** Windows without targets. */
  public Dataset windows(Tensor series) {
    return windows(series, Optional.empty());
  }

  /** Windows with the target of their first step: {@code targets.rows(k, ...)} shifts them. */
  public Dataset windows(Tensor series, Tensor targets) {
    return windows(series, Optional.of(targets));
  }

  private Dataset windows(Tensor series, Optional<Tensor> targets) {
    int steps = series.shape().dim(0);
    int end = endIndex.orElse(steps);
    if (end > steps || startIndex >= end) {
      throw new IllegalArgumentException(
          "Timeseries: expected startIndex < endIndex <= %d, the series' length, got %d and %d"
              .formatted(steps, startIndex, end));
    }
    int count = end - startIndex - (sequenceLength - 1) * samplingRate;
    if (targets.isPresent()) {
      count = Math.min(count, targets.get().shape().dim(0) - startIndex);
    }
    int[] starts =
        IntStream.iterate(0, s -> s + sequenceStride)
            .limit(Math.max(0, (count + sequenceStride - 1) / sequenceStride))
            .map(s -> s + startIndex)
            .toArray();
    if (starts.length == 0) {
      throw new IllegalArgumentException(
          "Timeseries: %d steps are too few for a window of %d with samplingRate %d"
              .formatted(end - startIndex, sequenceLength, samplingRate));
    }
    var rows = new ArrayList<Tensor>();
    for (int s : starts) {
      for (int k = 0; k < sequenceLength; k++) {
        int at = s + k * samplingRate;
        rows.add(series.rows(at, at + 1));
      }
    }
    int[] step = IntStream.range(1, series.shape().rank()).map(series.shape()::dim).toArray();
    int[] dims =
        IntStream.concat(IntStream.of(starts.length, sequenceLength), IntStream.of(step)).toArray();
    Tensor x = Tensor.concatRows(rows).reshape(dims);
    return targets
        .map(
            t ->
                Dataset.of(
                    x,
                    Tensor.concatRows(
                        IntStream.of(starts).mapToObj(s -> t.rows(s, s + 1)).toList())))
        .orElseGet(() -> Dataset.of(List.of(x), List.of()));
  }
}
