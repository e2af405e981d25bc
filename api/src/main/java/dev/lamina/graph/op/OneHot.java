package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * 1 at the index, 0 elsewhere; an index outside of [0, depth) gives zeros. indices: [i…] -> [i…,
 * depth].
 */
public record OneHot(int depth, DType dtype) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("one_hot", in, 1);
    Rule.integer("one_hot", in.get(0));
    return Rule.one(dtype, in.get(0).shape().concat(Shape.of(depth)));
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
