package dev.lamina.ops;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Einsum;
import dev.lamina.layers.AttentionMask;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Attention of several heads at once. */
public final class Attending {
  private Attending() {}

  /**
   * softmax(scale query keyᵀ + bias) value for each head. query: [batch, queries, heads, dim], key:
   * [batch, keys, heads, dim], value: [batch, keys, heads, dim of value] -> [batch, queries, heads,
   * dim of value]; a key and value of fewer heads are shared by groups of the query's. What is
   * given of bias and mask (bool; true: may attend) broadcasts to the scores [batch, heads,
   * queries, keys]. A query that may attend to nothing gets the mean of the values.
   *
   * @param isCausal no query sees a later key
   * @param scale empty: 1 / √dim
   */
  public record DotProductAttention(boolean isCausal, Optional<Double> scale, Given given)
      implements Operation {
    static final List<String> OPTIONAL = List.of("bias", "mask");

    @Override
    public List<Value> write(List<Value> inputs) {
      List<Value> qkv = Promotion.together(inputs.subList(0, 3));
      Value query = Promotion.floating(qkv.get(0));
      check(query, qkv.get(1), qkv.get(2));
      Value key = shared(Promotion.floating(qkv.get(1)), query.dim(2));
      Value value = shared(Promotion.floating(qkv.get(2)), query.dim(2));
      double factor = scale.orElse(1 / Math.sqrt(query.dim(-1)));
      Value products = Value.of(new Einsum("btnh,bsnh->bnts"), query, key).times(factor);
      Value scores =
          given
              .find("bias", inputs, 3)
              .map(b -> products.plus(fits("bias", b, products.shape()).cast(products.dtype())))
              .orElse(products);
      Value weights = Activations.softmax(masked(inputs, scores), -1);
      return List.of(Value.of(new Einsum("bnts,bsnh->btnh"), weights, value));
    }

    private Value masked(List<Value> inputs, Value scores) {
      Optional<Value> mask =
          given.find("mask", inputs, 3).map(m -> fits("mask", m, scores.shape()));
      mask.ifPresent(
          m ->
              Require.that(
                  m.dtype() == DType.BOOL,
                  "dot_product_attention: expected a mask of bool, got %s; compare it first",
                  m.type()));
      Optional<Value> causal =
          isCausal
              ? Optional.of(AttentionMask.causal(scores.dim(-2), scores.dim(-1)).expandDims(0))
              : Optional.empty();
      return AttentionMask.and(mask, causal)
          .map(m -> m.select(scores, never(scores.dtype())))
          .orElse(scores);
    }

    /** Instead of minus infinity, which a query that may attend to nothing cannot do with. */
    private static Value never(DType dtype) {
      return Value.scalar(dtype, dtype == DType.FLOAT16 ? -45_000 : -1e30);
    }

    private static void check(Value query, Value key, Value value) {
      Require.rank("dot_product_attention", "a query", query, 4, "[batch, queries, heads, dim]");
      Require.that(
          key.rank() == 4
              && value.rank() == 4
              && key.dim(0) == query.dim(0)
              && key.dim(-1) == query.dim(-1)
              && value.shape().range(0, 3).equals(key.shape().range(0, 3))
              && key.dim(2) > 0
              && query.dim(2) % key.dim(2) == 0,
          "dot_product_attention: expected query [batch, queries, heads, dim], key [batch, keys,"
              + " heads or a part of them, dim] and value [batch, keys, as key, …], got %s, %s and"
              + " %s",
          query.shape(),
          key.shape(),
          value.shape());
    }

    private static Value fits(String name, Value x, Shape scores) {
      Require.that(
          Shape.broadcast("dot_product_attention", x.shape(), scores).equals(scores),
          "dot_product_attention: expected a %s that broadcasts to [batch, heads, queries, keys] ="
              + " %s, got %s",
          name,
          scores,
          x.shape());
      return x;
    }

    /** Each head as often as the query has more of them. */
    private static Value shared(Value x, int heads) {
      return x.dim(2) == heads
          ? x
          : new Shaping.Repeat(Ints.of(heads / x.dim(2)), Optional.of(2)).write(x);
    }
  }
}
