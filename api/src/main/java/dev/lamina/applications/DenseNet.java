package dev.lamina.applications;

import dev.lamina.layers.AveragePooling2D;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.ZeroPadding2D;
import java.util.List;

/**
 * Networks in which each layer reads those before it in its block (Huang et al. 2017,
 * arXiv:1608.06993).
 *
 * @param blocks layers in each of the four dense blocks
 */
public record DenseNet(List<Integer> blocks) implements Architecture {
  public static final DenseNet DENSENET121 = new DenseNet(List.of(6, 12, 24, 16));
  public static final DenseNet DENSENET169 = new DenseNet(List.of(6, 12, 32, 32));
  public static final DenseNet DENSENET201 = new DenseNet(List.of(6, 12, 48, 32));

  private static final int GROWTH = 32;

  public DenseNet {
    blocks = List.copyOf(blocks);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return "densenet" + (5 + 2 * blocks.stream().mapToInt(Integer::intValue).sum());
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.TORCH;
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x =
        Flow.of(images)
            .normalizing(BatchNormalization.of().withAxis(3).withEpsilon(1.001e-5))
            .to(ZeroPadding2D.of(3))
            .conv("conv1_conv", 64, 7, 2, Padding.VALID, false)
            .norm("conv1_bn")
            .relu("conv1_relu")
            .to(ZeroPadding2D.of(1))
            .to("pool1", MaxPooling2D.of(3, 2));
    for (int s = 0; s < blocks.size(); s++) {
      if (s > 0) {
        String name = "pool%d_".formatted(s + 1);
        x = x.norm(name + "bn").relu(name + "relu");
        x =
            x.conv(name + "conv", x.channels() / 2, 1, 1, Padding.VALID, false)
                .to(name + "pool", AveragePooling2D.of(2));
      }
      for (int b = 1; b <= blocks.get(s); b++) {
        x = layer(x, "conv%d_block%d_".formatted(s + 2, b));
      }
    }
    return x.norm("bn").relu("relu").at();
  }

  private static Flow layer(Flow x, String name) {
    Flow y =
        x.norm(name + "0_bn")
            .relu(name + "0_relu")
            .conv(name + "1_conv", 4 * GROWTH, 1, 1, Padding.VALID, false)
            .norm(name + "1_bn")
            .relu(name + "1_relu")
            .conv(name + "2_conv", GROWTH, 3, 1);
    return x.at(Concatenate.of(3).named(name + "concat").on(x.at(), y.at()));
  }
}
