package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Reshape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.ZeroPadding2D;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Depthwise separable convolutions for small devices (Howard et al. 2017, arXiv:1704.04861).
 *
 * @param alpha factor of the number of filters in all layers
 * @param depthMultiplier output channels per input channel of a depthwise convolution
 * @param dropout rate before the classifier
 */
@RecordBuilder
public record MobileNet(double alpha, int depthMultiplier, double dropout)
    implements Architecture, MobileNetBuilder.With {
  private static final List<Integer> FILTERS =
      List.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024);
  private static final List<Integer> HALVING = List.of(2, 4, 6, 12);

  public static MobileNet of() {
    return new MobileNet(1, 1, 1e-3);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return sized("mobilenet", alpha, inputShape);
  }

  /** {@code mobilenet_1.00_224}. */
  static String sized(String name, double alpha, List<Integer> inputShape) {
    int rows = inputShape.get(0);
    return String.format(Locale.ROOT, "%s_%.2f_%s", name, alpha, rows == -1 ? "None" : rows);
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
            .conv("conv1", (int) (32 * alpha), 3, 2)
            .norm("conv1_bn")
            .relu6("conv1_relu");
    for (int i = 1; i <= FILTERS.size(); i++) {
      String depthwise = "conv_dw_" + i;
      String pointwise = "conv_pw_" + i;
      x =
          HALVING.contains(i)
              ? x.to("conv_pad_" + i, ZeroPadding2D.of(0, 1, 0, 1))
                  .depthwise(depthwise, 3, 2, depthMultiplier, Padding.VALID)
              : x.depthwise(depthwise, 3, 1, depthMultiplier, Padding.SAME);
      x =
          x.norm(depthwise + "_bn")
              .relu6(depthwise + "_relu")
              .conv(pointwise, (int) (FILTERS.get(i - 1) * alpha), 1, 1)
              .norm(pointwise + "_bn")
              .relu6(pointwise + "_relu");
    }
    return x.at();
  }

  @Override
  public SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    return Flow.of(features)
        .to(GlobalAveragePooling2D.of().withKeepdims(true))
        .to("dropout", Dropout.of(dropout))
        .conv("conv_preds", classes, 1, 1, Padding.SAME, true)
        .to("reshape_2", Reshape.of(classes))
        .activation("predictions", activation)
        .at();
  }
}
