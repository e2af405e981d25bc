package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.layers.ActivationLayer;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.Multiply;
import dev.lamina.layers.Padding;
import dev.lamina.layers.ReLU;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.SymbolicTensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Inverted residuals with squeeze-and-excitation and hard swish (Howard et al. 2019,
 * arXiv:1905.02244).
 *
 * @param alpha factor of the number of filters in all layers; those at the end only grow
 * @param minimalistic without squeeze-and-excitation, hard swish and 5 x 5 convolutions
 * @param dropoutRate before the classifier
 * @param includePreprocessing whether the model itself brings 0 … 255 to [-1, 1]
 */
@RecordBuilder
public record MobileNetV3(
    Size size, double alpha, boolean minimalistic, double dropoutRate, boolean includePreprocessing)
    implements Architecture, MobileNetV3Builder.With {
  /** Which of the two networks of the paper. */
  public enum Size {
    SMALL,
    LARGE
  }

  /** A bottleneck: expansion (empty squeeze: none), filters, kernel, stride, h-swish or ReLU. */
  private record Block(
      double expansion, int filters, int kernel, int stride, boolean squeeze, boolean swish) {}

  private static final List<Block> SMALL =
      List.of(
          new Block(1, 16, 3, 2, true, false),
          new Block(72.0 / 16, 24, 3, 2, false, false),
          new Block(88.0 / 24, 24, 3, 1, false, false),
          new Block(4, 40, 5, 2, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(6, 96, 5, 2, true, true),
          new Block(6, 96, 5, 1, true, true),
          new Block(6, 96, 5, 1, true, true));

  private static final List<Block> LARGE =
      List.of(
          new Block(1, 16, 3, 1, false, false),
          new Block(4, 24, 3, 2, false, false),
          new Block(3, 24, 3, 1, false, false),
          new Block(3, 40, 5, 2, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(6, 80, 3, 2, false, true),
          new Block(2.5, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 160, 5, 2, true, true),
          new Block(6, 160, 5, 1, true, true),
          new Block(6, 160, 5, 1, true, true));

  public static MobileNetV3 small() {
    return new MobileNetV3(Size.SMALL, 1, false, 0.2, true);
  }

  public static MobileNetV3 large() {
    return new MobileNetV3(Size.LARGE, 1, false, 0.2, true);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return size == Size.SMALL ? "MobileNetV3Small" : "MobileNetV3Large";
  }

  @Override
  public boolean anySize() {
    return true;
  }

  @Override
  public Preprocessing preprocessing() {
    return includePreprocessing ? Preprocessing.NONE : Preprocessing.TF;
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x = Flow.of(images).normalizing(BatchNormalization.of().withMomentum(0.999));
    if (includePreprocessing) {
      x = x.to(Rescaling.of(1 / 127.5, -1));
    }
    x = activation(x.conv("conv", 16, 3, 2).norm("conv_bn"), true);
    List<Block> blocks = size == Size.SMALL ? SMALL : LARGE;
    for (int i = 0; i < blocks.size(); i++) {
      x = block(x, i, blocks.get(i));
    }
    x = x.conv("conv_1", Flow.divisible(6 * x.channels()), 1, 1).norm("conv_1_bn");
    return activation(x, true).at();
  }

  private Flow block(Flow x, int index, Block b) {
    String name = index == 0 ? "expanded_conv_" : "expanded_conv_%d_".formatted(index);
    int expanded = Flow.divisible(x.channels() * b.expansion());
    Flow y = x;
    if (index > 0) {
      y = activation(y.conv(name + "expand", expanded, 1, 1).norm(name + "expand_bn"), b.swish());
    }
    y =
        y.depthwise(
                name + "depthwise",
                name + "depthwise_pad",
                minimalistic ? 3 : b.kernel(),
                b.stride())
            .norm(name + "depthwise_bn");
    y = activation(y, b.swish());
    if (b.squeeze() && !minimalistic) {
      y = excited(y, name + "squeeze_excite_", expanded);
    }
    y =
        y.conv(name + "project", Flow.divisible(b.filters() * alpha), 1, 1)
            .norm(name + "project_bn");
    boolean residual = b.stride() == 1 && x.channels() == y.channels();
    return residual ? x.add(name + "add", y.at()) : y;
  }

  private static Flow excited(Flow x, String name, int filters) {
    Flow gate =
        x.to(name + "avg_pool", GlobalAveragePooling2D.of().withKeepdims(true))
            .conv(name + "conv", Flow.divisible(filters * 0.25), 1, 1, Padding.SAME, true)
            .to(name + "relu", ReLU.of())
            .conv(name + "conv_1", filters, 1, 1, Padding.SAME, true);
    SymbolicTensor hard =
        ReLU.of().withMaxValue(OptionalDouble.of(6)).on(gate.at().plus(3.0)).times(1.0 / 6);
    return x.at(Multiply.of().named(name + "mul").on(x.at(), hard));
  }

  private Flow activation(Flow x, boolean swish) {
    return swish && !minimalistic
        ? x.to(ActivationLayer.of(Activations.HARD_SWISH))
        : x.to(ReLU.of());
  }

  @Override
  public SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    int last = size == Size.SMALL ? 1024 : 1280;
    Flow x =
        Flow.of(features)
            .to(GlobalAveragePooling2D.of().withKeepdims(true))
            .conv(
                "conv_2",
                alpha > 1 ? Flow.divisible(last * alpha) : last,
                1,
                1,
                Padding.SAME,
                true);
    x = activation(x, true);
    if (dropoutRate > 0) {
      x = x.to(Dropout.of(dropoutRate));
    }
    return x.conv("logits", classes, 1, 1, Padding.SAME, true)
        .to(Flatten.of())
        .activation("predictions", activation)
        .at();
  }
}
