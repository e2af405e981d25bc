package dev.lamina.backend.onednn;

import static java.util.Map.entry;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ActivationGrad;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.BatchNormGrad;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.LayerNormGrad;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.LstmGrad;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.RmsPropUpdate;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.SgdUpdate;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import java.util.List;
import java.util.Map;

/** The kernels that are not loops over elements, by the op of the chain's head. */
final class Emitters {
  /** Adds the steps for a chain to a plan. */
  interface Emitter {
    /** False, with nothing added, if there is no kernel for this shape, element type or tail. */
    boolean emit(Node head, List<Node> tail, Emission e);
  }

  private static final Map<Class<? extends Op>, Emitter> ALL =
      Map.ofEntries(
          entry(Unary.class, EltwiseChains::emit),
          entry(Binary.class, EltwiseChains::emit),
          entry(Gelu.class, EltwiseChains::emit),
          entry(Silu.class, EltwiseChains::emit),
          entry(Elu.class, EltwiseChains::emit),
          entry(LeakyRelu.class, EltwiseChains::emit),
          entry(MatMul.class, MatMuls::emit),
          entry(Transpose.class, Structures::transpose),
          entry(Slice.class, Structures::slice),
          entry(Pad.class, Structures::pad),
          entry(Concat.class, Structures::concat),
          entry(Reverse.class, Structures::reverse),
          entry(Gather.class, Indexing::gather),
          entry(ScatterAdd.class, Indexing::scatterAdd),
          entry(OneHot.class, Indexing::oneHot),
          entry(ArgReduce.class, Indexing::argReduce),
          entry(RandomUniform.class, Randoms::uniform),
          entry(Conv.class, Convolutions::forward),
          entry(ConvInputGrad.class, Convolutions::inputGrad),
          entry(ConvKernelGrad.class, Convolutions::kernelGrad),
          entry(Pool.class, Pools::forward),
          entry(MaxPoolGrad.class, Pools::maxGrad),
          entry(AvgPoolGrad.class, Pools::avgGrad),
          entry(BatchNorm.class, Norms::batch),
          entry(BatchNormGrad.class, Norms::batchGrad),
          entry(LayerNorm.class, Norms::layer),
          entry(LayerNormGrad.class, Norms::layerGrad),
          entry(Lstm.class, Lstms::forward),
          entry(LstmGrad.class, Lstms::backward),
          entry(Broadcast.class, Broadcasts::emit),
          entry(Compare.class, Conditions::compare),
          entry(Select.class, Conditions::select),
          entry(Scan.class, Scans::emit),
          entry(Reduce.class, Reductions::emit),
          entry(ActivationGrad.class, ActivationGrads::emit),
          entry(Softmax.class, Softmaxes::softmax),
          entry(LogSoftmax.class, Softmaxes::logSoftmax),
          entry(SparseSoftmaxCrossEntropy.class, CrossEntropies::emit),
          entry(SgdUpdate.class, Optimizers::emit),
          entry(RmsPropUpdate.class, Optimizers::emit),
          entry(AdamUpdate.class, Optimizers::emit));

  private Emitters() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    Emitter emitter = ALL.get(head.op().getClass());
    return emitter != null && emitter.emit(head, tail, e);
  }
}
