package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Running sum along an axis, from the end if {@code reverse}, without the element itself if {@code
 * exclusive}.
 */
public record CumSum(int axis, boolean exclusive, boolean reverse) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("cum_sum", in, 1);
    Rule.number("cum_sum", in.get(0));
    Rule.axis("cum_sum", axis, in.get(0).shape());
    return in;
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, Value.of(new CumSum(axis, exclusive, !reverse), v.grad()));
  }
}
