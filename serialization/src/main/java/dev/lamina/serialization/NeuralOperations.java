package dev.lamina.serialization;

import static dev.lamina.serialization.OperationClass.OPTIONAL;
import static dev.lamina.serialization.OperationClass.PLACED;

import dev.lamina.ops.Attending;
import dev.lamina.ops.Blocks;
import dev.lamina.ops.CTCLoss;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Neural;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Pools;
import java.util.List;
import tools.jackson.databind.node.NullNode;

/** Keras' operations of neural networks that Lamina has. */
final class NeuralOperations {
  private static final String MODULE = "nn";
  private static final String X = "x";
  private static final String INPUTS = "inputs";

  private NeuralOperations() {}

  static void addAll(List<OperationClass> list) {
    functions(list);
    windows(list);
    list.add(
        of(Normalizing.BatchNorm.class, X, "mean", "variance", placed("offset"), placed("scale")));
    list.add(of(Normalizing.LayerNorm.class, X, placed("gamma"), placed("beta")));
    list.add(of(Normalizing.RMSNorm.class, X, maybe("scale")));
    list.add(
        of(
                Attending.DotProductAttention.class,
                "query",
                "key",
                "value",
                maybe("bias"),
                maybe("mask"))
            .keyword("scale")
            .fixed("flash_attention", NullNode.getInstance())
            .fixed("attn_logits_soft_cap", NullNode.getInstance()));
    list.add(of(CTCLoss.class, "target", "output", "target_length", "output_length"));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Neural.BinaryCrossentropy.class,
            Neural.CategoricalCrossentropy.class,
            Neural.SparseCategoricalCrossentropy.class)) {
      list.add(of(c, "target", "output"));
    }
    list.add(of(Neural.PSNR.class, "x1", "x2"));
  }

  private static void functions(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Neural.Softmax.class,
            Neural.LogSoftmax.class,
            Neural.Sparsemax.class,
            Neural.LeakyRelu.class,
            Neural.Elu.class,
            Neural.Celu.class,
            Neural.Gelu.class,
            Neural.Glu.class,
            Neural.HardShrink.class,
            Neural.SoftShrink.class,
            Neural.Threshold.class,
            Neural.Squareplus.class,
            Neural.OneHot.class)) {
      list.add(of(c, X));
    }
    list.add(of(Neural.Moments.class, X).fixed("synchronized", Json.NODES.booleanNode(false)));
    list.add(of(Neural.MultiHot.class, INPUTS));
  }

  private static void windows(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Convolutions.Conv.class,
            Convolutions.DepthwiseConv.class,
            Convolutions.ConvTranspose.class)) {
      list.add(of(c, INPUTS, "kernel"));
    }
    list.add(of(Convolutions.SeparableConv.class, INPUTS, "depthwise_kernel", "pointwise_kernel"));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Pools.MaxPool.class,
            Pools.AveragePool.class,
            Pools.AdaptiveMaxPool.class,
            Pools.AdaptiveAveragePool.class)) {
      list.add(of(c, INPUTS));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Blocks.Unfold.class,
            Blocks.Fold.class,
            Blocks.DepthToSpace.class,
            Blocks.SpaceToDepth.class)) {
      list.add(of(c, X));
    }
  }

  private static OperationClass of(Class<? extends Record> type, String... arguments) {
    return OperationClass.of(MODULE, type, arguments);
  }

  private static String maybe(String argument) {
    return argument + OPTIONAL;
  }

  private static String placed(String argument) {
    return argument + PLACED;
  }
}
