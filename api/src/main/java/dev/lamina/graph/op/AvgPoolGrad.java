package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of average {@link Pool}: each g is shared by the unpadded elements of its window. g:
 * [batch, spatial…, channels] -> {@code input}.
 */
public record AvgPoolGrad(List<Integer> size, Window window, Shape input) implements Primitive {
  public AvgPoolGrad {
    size = List.copyOf(size);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("avg_pool_grad", in, 1);
    Rule.floating("avg_pool_grad", in.get(0));
    Shape y = Pool.out("avg_pool_grad", window, size, input);
    Rule.check(
        in.get(0).shape().equals(y), "avg_pool_grad: expected %s, got %s", y, in.get(0).shape());
    return Rule.one(in.get(0).withShape(input));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, Value.of(new Pool(Pool.Kind.AVG, size, window), v.grad()));
  }
}
