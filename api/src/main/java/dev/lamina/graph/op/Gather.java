package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Takes entries of an axis by integer indices (NumPy's take). x: [a…, n, b…]; indices: [i…] (int32
 * or int64, in [0, n), else the run fails) -> [a…, i…, b…].
 */
public record Gather(int axis) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("gather", in, 2);
    Rule.integer("gather", in.get(1));
    Shape x = in.get(0).shape();
    Rule.axis("gather", axis, x);
    Shape out = x.range(0, axis).concat(in.get(1).shape()).concat(x.range(axis + 1, x.rank()));
    return Rule.one(in.get(0).withShape(out));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (v.wants(0)) {
      v.give(0, Value.of(new ScatterAdd(axis, node.in(0).dim(axis)), node.in(1), v.grad()));
    }
  }
}
