package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.data.Dataset;
import dev.lamina.data.PadSequences;
import dev.lamina.data.Split;
import dev.lamina.data.Timeseries;
import dev.lamina.data.Utils;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Kind {@code function} of group {@code utils}. */
final class UtilityCases {
  private final GoldenCase golden;
  private final JsonNode args;
  private final Comparison comparison;

  private UtilityCases(GoldenCase golden) {
    this.golden = golden;
    this.args = golden.get("args");
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    var c = new UtilityCases(golden);
    switch (golden.get("function").asString("")) {
      case "to_categorical" -> c.toCategorical();
      case "normalize" -> c.normalize();
      case "pad_sequences" -> c.padSequences();
      case "split_dataset" -> c.split();
      case "timeseries_dataset_from_array" -> c.timeseries();
      default ->
          throw new UnsupportedCaseException("function " + golden.get("function").asString(""));
    }
    return c.comparison.outcome();
  }

  private void result(Tensor got) {
    comparison.close("result", got, JsonData.tensor(golden.get("result"), got.dtype()));
  }

  private void toCategorical() {
    Tensor x = JsonData.tensor(golden.get("x"), DType.INT64);
    result(
        args.hasNonNull("num_classes")
            ? Utils.toCategorical(x, args.path("num_classes").intValue())
            : Utils.toCategorical(x));
  }

  private void normalize() {
    Tensor x = JsonData.tensor(golden.get("x"), DType.FLOAT32);
    result(
        Utils.normalize(
            x,
            args.path("axis").intValue(-1),
            args.has("order") ? GoldenCase.number(args.path("order")) : 2));
  }

  private void padSequences() {
    var sequences = new ArrayList<Tensor>();
    for (JsonNode s : golden.get("sequences")) {
      sequences.add(s.isEmpty() ? Tensor.of(new double[0]) : JsonData.tensor(s, DType.FLOAT64));
    }
    var pad =
        new PadSequences(
            args.hasNonNull("maxlen")
                ? OptionalInt.of(args.path("maxlen").intValue())
                : OptionalInt.empty(),
            DType.ofKeras(args.path("dtype").asString("int32")),
            side("padding"),
            side("truncating"),
            args.path("value").doubleValue(0));
    result(pad.pad(sequences));
  }

  private PadSequences.Side side(String key) {
    return PadSequences.Side.valueOf(args.path(key).asString("pre").toUpperCase(Locale.ROOT));
  }

  private void split() {
    Dataset data = Dataset.of(JsonData.tensor(golden.get("data")));
    JsonNode left = args.path("left_size");
    JsonNode right = args.path("right_size");
    Split got;
    if (left.isNumber() && right.isNumber()) {
      got =
          left.isIntegralNumber()
              ? data.split(left.intValue(), right.intValue())
              : data.split(left.doubleValue(), right.doubleValue());
    } else if (left.isNumber()) {
      got = left.isIntegralNumber() ? data.split(left.intValue()) : data.split(left.doubleValue());
    } else {
      got =
          right.isIntegralNumber()
              ? data.splitRight(right.intValue())
              : data.splitRight(right.doubleValue());
    }
    part("left", got.left());
    part("right", got.right());
  }

  private void part(String key, Dataset got) {
    Tensor x = got.x().get(0);
    comparison.close(key, x, JsonData.tensor(golden.get("result").path(key), x.dtype()));
  }

  private void timeseries() {
    Tensor series = JsonData.tensor(golden.get("data"));
    var windows =
        new Timeseries(
            args.path("sequence_length").intValue(),
            args.path("sequence_stride").intValue(1),
            args.path("sampling_rate").intValue(1),
            args.path("start_index").intValue(0),
            args.hasNonNull("end_index")
                ? OptionalInt.of(args.path("end_index").intValue())
                : OptionalInt.empty());
    boolean plain = golden.get("targets").isNull();
    Dataset got =
        plain
            ? windows.windows(series)
            : windows.windows(series, JsonData.tensor(golden.get("targets")));
    boolean batches = !args.has("batch_size") || args.hasNonNull("batch_size");
    int at = 0;
    for (JsonNode want : golden.get("result")) {
      int n = batches ? want.path("x").size() : 1;
      rows("x", got.x().get(0), at, n, want.path("x"));
      if (!plain) {
        rows("y", got.y().get(0), at, n, want.path("y"));
      }
      at += n;
    }
    comparison.equal("windows", got.size(), at);
  }

  private void rows(String what, Tensor all, int at, int n, JsonNode want) {
    Tensor got = all.rows(at, Math.min(all.shape().dim(0), at + n));
    Tensor expected = JsonData.tensor(want, got.dtype());
    comparison.close(
        "%s of windows from %d".formatted(what, at),
        got.reshape(got.size()),
        expected.reshape(expected.size()));
  }
}
