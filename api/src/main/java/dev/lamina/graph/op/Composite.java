package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation that can be written in simpler ones. An engine with a kernel for it takes it whole,
 * the others get {@link #lower}. Unless a record says otherwise, type and gradient follow from the
 * lowering.
 */
public sealed interface Composite extends Op
    permits Arctan,
        Softmax,
        LogSoftmax,
        SparseSoftmaxCrossEntropy,
        StopGradient,
        SigmoidCrossEntropy,
        ActivationGrad,
        Gelu,
        Silu,
        Elu,
        LeakyRelu,
        BatchNorm,
        BatchNormGrad,
        LayerNorm,
        LayerNormGrad,
        Lstm,
        LstmGrad,
        SgdUpdate,
        RmsPropUpdate,
        AdamUpdate,
        Einsum {

  /** The results written in other ops. */
  List<Value> lower(List<Value> in);

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    var placeholders = new ArrayList<Value>();
    for (int i = 0; i < in.size(); i++) {
      placeholders.add(Value.input("in" + i, in.get(i)));
    }
    return lower(placeholders).stream().map(Value::type).toList();
  }

  @Override
  default void vjp(Node node, Vjp v) {
    Autodiff.throughLowering(this, node, v);
  }
}
