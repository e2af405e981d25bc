package dev.lamina.backend.java;

import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reading and writing by index, one-hot and top-k. */
final class Indexing {
  private Indexing() {}

  static Tensor gather(Node node, Tensor x, Tensor indices, TensorType type) {
    Tensor y = Tensor.zeros(type);
    var axis = new Axis(x.shape(), ((Gather) node.op()).axis());
    int[] index = checked(node, indices, axis.n());
    for (int o = 0; o < axis.outer(); o++) {
      for (int i = 0; i < index.length; i++) {
        int from = (o * axis.n() + index[i]) * axis.inner();
        int to = (o * index.length + i) * axis.inner();
        System.arraycopy(x.array(), from, y.array(), to, axis.inner());
      }
    }
    return y;
  }

  static Tensor scatterAdd(Node node, Tensor indices, Tensor updates, TensorType type) {
    Tensor y = Tensor.zeros(type);
    var op = (ScatterAdd) node.op();
    var axis = new Axis(type.shape(), op.axis());
    int[] index = checked(node, indices, op.size());
    for (int o = 0; o < axis.outer(); o++) {
      for (int i = 0; i < index.length; i++) {
        int from = (o * index.length + i) * axis.inner();
        int to = (o * axis.n() + index[i]) * axis.inner();
        Elements.add(updates.array(), from, y.array(), to, axis.inner());
      }
    }
    return y;
  }

  private static int[] checked(Node node, Tensor indices, int n) {
    int[] out = new int[indices.size()];
    for (int i = 0; i < out.length; i++) {
      long v = indices.getLong(i);
      if (v < 0 || v >= n) {
        throw RunErrors.index(node, v, Integer.toString(i));
      }
      out[i] = (int) v;
    }
    return out;
  }

  static Tensor oneHot(OneHot op, Tensor indices, TensorType type) {
    Tensor y = Tensor.zeros(type);
    for (int i = 0; i < indices.size(); i++) {
      long v = indices.getLong(i);
      if (v >= 0 && v < op.depth()) {
        Elements.set(y.array(), i * op.depth() + (int) v, 1.0);
      }
    }
    return y;
  }

  static List<Tensor> topK(TopK op, Tensor x, List<TensorType> types) {
    Tensor values = Tensor.zeros(types.get(0));
    Tensor places = Tensor.zeros(types.get(1));
    int n = x.shape().dim(-1);
    for (int row = 0; row < x.size() / n; row++) {
      int start = row * n;
      // Adding 0.0 turns -0.0 into 0.0, so that the two tie.
      Comparator<Integer> descending =
          x.dtype().isFloating()
              ? (a, b) -> Double.compare(x.getDouble(start + b) + 0.0, x.getDouble(start + a) + 0.0)
              : (a, b) -> Long.compare(x.getLong(start + b), x.getLong(start + a));
      List<Integer> order = IntStream.range(0, n).boxed().sorted(descending).toList();
      for (int i = 0; i < op.k(); i++) {
        Elements.copy(x.array(), start + order.get(i), 1, values.array(), row * op.k() + i, 1, 1);
        Elements.set(places.array(), row * op.k() + i, (long) order.get(i));
      }
    }
    return List.of(values, places);
  }
}
