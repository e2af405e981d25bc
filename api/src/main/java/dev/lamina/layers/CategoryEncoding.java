package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Integers in [0, numTokens) as vectors: one per integer (one_hot) or one per sample (multi_hot,
 * count); other integers are left out. x: [batch, …] -> by {@code outputMode}, float32. For count,
 * a call may pass the weight of each integer, of the same shape: {@code
 * on(Arguments.of(x).with("countWeights", weights))}, or alone {@code call(List.of(x, weights))}.
 *
 * @param dtype the output's elements
 */
@RecordBuilder
public record CategoryEncoding(int numTokens, OutputMode outputMode, Optional<DType> dtype)
    implements HostLayer, TypedLayer, CategoryEncodingBuilder.With {
  public CategoryEncoding {
    Check.positive("CategoryEncoding", "numTokens", numTokens);
    OutputMode.check(
        "CategoryEncoding", outputMode, OutputMode.ONE_HOT, OutputMode.MULTI_HOT, OutputMode.COUNT);
    dtype = Optional.of(dtype.orElse(DType.FLOAT32));
  }

  /** One multi-hot vector per sample. */
  public static CategoryEncoding of(int numTokens) {
    return of(numTokens, OutputMode.MULTI_HOT);
  }

  public static CategoryEncoding of(int numTokens, OutputMode outputMode) {
    return new CategoryEncoding(numTokens, outputMode, Optional.empty());
  }

  private DType outputType() {
    return dtype.orElseThrow();
  }

  @Override
  public Signature signature() {
    return Signature.of("inputs").tensors("countWeights");
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Optional<Value> weights = scope.argument("countWeights");
    checkWeights(scope.path(), weights.isPresent() ? 2 : 1);
    Value indices = x.dtype() == DType.INT64 ? x : x.cast(DType.INT32);
    weights.ifPresent(
        w ->
            Check.that(
                w.shape().equals(x.shape()),
                "%s (CategoryEncoding): expected weights of the input's shape %s, got %s",
                scope.path(),
                x.shape(),
                w.shape()));
    return Encoding.encode(outputMode, indices, numTokens, outputType(), weights);
  }

  private void checkWeights(String where, int inputs) {
    Check.that(
        inputs == 1 || (inputs == 2 && outputMode == OutputMode.COUNT),
        "%s (CategoryEncoding): expected 1 input, or with outputMode count also countWeights, got"
            + " %d tensors and outputMode %s",
        where,
        inputs,
        outputMode.keras());
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    checkWeights("call", inputs.size());
    Tensor x = inputs.get(0);
    double[] weights = inputs.size() > 1 ? inputs.get(1).toDoubles() : new double[0];
    Check.that(
        weights.length == 0 || inputs.get(1).shape().equals(x.shape()),
        "CategoryEncoding: expected weights of the input's shape %s, got %s",
        x.shape(),
        inputs.get(inputs.size() - 1).shape());
    long[] indices = new long[x.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = x.getLong(i);
    }
    return Encoding.encode(outputMode, indices, x.shape(), numTokens, outputType(), weights);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return Encoding.shape(outputMode, inputs.get(0), numTokens);
  }

  @Override
  public DType hostType() {
    return outputType();
  }

  @Override
  public boolean runsInGraph() {
    return true;
  }
}
