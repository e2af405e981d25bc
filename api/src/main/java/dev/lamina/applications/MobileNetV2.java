package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicTensor;
import java.util.List;
import java.util.Optional;

/**
 * Inverted residuals with linear bottlenecks (Sandler et al. 2018, arXiv:1801.04381).
 *
 * @param alpha factor of the number of filters in all layers; the last one's only grows
 */
public record MobileNetV2(double alpha) implements Architecture {
  /** One size of bottleneck: filters, blocks, stride of the first. */
  private record Stage(int filters, int blocks, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(16, 1, 1),
          new Stage(24, 2, 2),
          new Stage(32, 3, 2),
          new Stage(64, 4, 2),
          new Stage(96, 3, 1),
          new Stage(160, 3, 2),
          new Stage(320, 1, 1));

  public static MobileNetV2 of() {
    return of(1);
  }

  public static MobileNetV2 of(double alpha) {
    return new MobileNetV2(alpha);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return MobileNet.sized("mobilenetv2", alpha, inputShape);
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.TF;
  }

  @Override
  public Optional<String> poolingName(Pooling pooling) {
    return Optional.empty();
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x =
        Flow.of(images)
            .normalizing(BatchNormalization.of().withMomentum(0.999))
            .conv("Conv1", Flow.divisible(32 * alpha), 3, 2)
            .norm("bn_Conv1")
            .relu6("Conv1_relu");
    int block = 0;
    for (Stage s : STAGES) {
      for (int i = 0; i < s.blocks(); i++) {
        x = block(x, block++, s.filters(), i == 0 ? s.stride() : 1);
      }
    }
    return x.conv("Conv_1", Flow.divisible(1280 * Math.max(1, alpha)), 1, 1, Padding.VALID, false)
        .norm("Conv_1_bn")
        .relu6("out_relu")
        .at();
  }

  private Flow block(Flow x, int index, int filters, int stride) {
    String name = index == 0 ? "expanded_conv_" : "block_%d_".formatted(index);
    Flow y = x;
    if (index > 0) {
      y =
          y.conv(name + "expand", 6 * x.channels(), 1, 1)
              .norm(name + "expand_BN")
              .relu6(name + "expand_relu");
    }
    y =
        y.depthwise(name + "depthwise", name + "pad", 3, stride)
            .norm(name + "depthwise_BN")
            .relu6(name + "depthwise_relu")
            .conv(name + "project", Flow.divisible((int) (filters * alpha)), 1, 1)
            .norm(name + "project_BN");
    boolean residual = stride == 1 && x.channels() == y.channels();
    return residual ? x.add(name + "add", y.at()) : y;
  }

  @Override
  public SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    return Flow.of(features)
        .to(GlobalAveragePooling2D.of())
        .dense("predictions", classes, activation)
        .at();
  }
}
