package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.initializers.VarianceScaling;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Multiply;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.Reshape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Inverted residuals with squeeze-and-excitation, scaled in width, depth and resolution together
 * (Tan, Le 2019, arXiv:1905.11946).
 *
 * @param widthCoefficient factor of the number of filters
 * @param depthCoefficient factor of the number of blocks
 * @param dropoutRate before the classifier
 * @param dropConnectRate rate at which the last block is left out in training; the ones before it
 *     less
 * @param imagenetScaling a layer more, as Keras adds one with {@code weights="imagenet"}: needed
 *     for weights that were trained so
 */
@RecordBuilder
public record EfficientNet(
    String version,
    double widthCoefficient,
    double depthCoefficient,
    int defaultSize,
    double dropoutRate,
    double dropConnectRate,
    boolean imagenetScaling)
    implements Architecture, EfficientNetBuilder.With {
  public static final EfficientNet B0 = of("b0", 1.0, 1.0, 224, 0.2);
  public static final EfficientNet B1 = of("b1", 1.0, 1.1, 240, 0.2);
  public static final EfficientNet B2 = of("b2", 1.1, 1.2, 260, 0.3);
  public static final EfficientNet B3 = of("b3", 1.2, 1.4, 300, 0.3);
  public static final EfficientNet B4 = of("b4", 1.4, 1.8, 380, 0.4);
  public static final EfficientNet B5 = of("b5", 1.6, 2.2, 456, 0.4);
  public static final EfficientNet B6 = of("b6", 1.8, 2.6, 528, 0.5);
  public static final EfficientNet B7 = of("b7", 2.0, 3.1, 600, 0.5);

  /** Blocks of one size: how many, filters, expansion, kernel, stride of the first. */
  private record Stage(int blocks, int filters, int expansion, int kernel, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 3, 1),
          new Stage(2, 24, 6, 3, 2),
          new Stage(2, 40, 6, 5, 2),
          new Stage(3, 80, 6, 3, 2),
          new Stage(3, 112, 6, 5, 1),
          new Stage(4, 192, 6, 5, 2),
          new Stage(1, 320, 6, 3, 1));

  private static EfficientNet of(
      String version, double width, double depth, int size, double dropout) {
    return new EfficientNet(version, width, depth, size, dropout, 0.2, false);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return "efficientnet" + version;
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.NONE;
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x =
        Flow.of(images)
            .normalizing(BatchNormalization.of().withAxis(3))
            .initializing(
                VarianceScaling.of(
                    2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.TRUNCATED_NORMAL))
            .to(Rescaling.of(1 / 255.0))
            .to(Normalization.of(3));
    if (imagenetScaling) {
      x = x.to(deviations());
    }
    x =
        x.halvingPad("stem_conv_pad", 3)
            .conv("stem_conv", filters(32), 3, 2, Padding.VALID, false)
            .norm("stem_bn")
            .activation("stem_activation", Activations.SWISH);
    int total = STAGES.stream().mapToInt(this::blocks).sum();
    int block = 0;
    for (int s = 0; s < STAGES.size(); s++) {
      Stage stage = STAGES.get(s);
      for (int i = 0; i < blocks(stage); i++) {
        String name = "block%d%c_".formatted(s + 1, 'a' + i);
        x = block(x, name, stage, i == 0 ? stage.stride() : 1, dropConnectRate * block / total);
        block++;
      }
    }
    return x.conv("top_conv", filters(1280), 1, 1)
        .norm("top_bn")
        .activation("top_activation", Activations.SWISH)
        .at();
  }

  /** One over the square root of ImageNet's deviations: red, green, blue. */
  private static Rescaling deviations() {
    double[] scale = {1 / Math.sqrt(0.229), 1 / Math.sqrt(0.224), 1 / Math.sqrt(0.225)};
    return Rescaling.of(1).withScale(Tensor.of(scale));
  }

  private int blocks(Stage s) {
    return (int) Math.ceil(depthCoefficient * s.blocks());
  }

  private int filters(int base) {
    return Flow.divisible(base * widthCoefficient);
  }

  private Flow block(Flow x, String name, Stage stage, int stride, double dropRate) {
    int in = x.channels();
    Flow y = x;
    if (stage.expansion() != 1) {
      y =
          y.conv(name + "expand_conv", in * stage.expansion(), 1, 1)
              .norm(name + "expand_bn")
              .activation(name + "expand_activation", Activations.SWISH);
    }
    y =
        y.depthwise(name + "dwconv", name + "dwconv_pad", stage.kernel(), stride)
            .norm(name + "bn")
            .activation(name + "activation", Activations.SWISH);
    y =
        excited(y, name + "se_", Math.max(1, (int) (in * 0.25)))
            .conv(name + "project_conv", filters(stage.filters()), 1, 1)
            .norm(name + "project_bn");
    if (stride != 1 || y.channels() != in) {
      return y;
    }
    if (dropRate > 0) {
      y = y.to(name + "drop", Dropout.of(dropRate, -1, 1, 1, 1));
    }
    return y.add(name + "add", x.at());
  }

  private static Flow excited(Flow x, String name, int squeezed) {
    int filters = x.channels();
    Flow gate = x.averagePool(name + "squeeze").to(name + "reshape", Reshape.of(1, 1, filters));
    gate =
        gate.to(
            name + "reduce",
            x.conv2d(squeezed, 1, 1, Padding.SAME).withActivation(Activations.SWISH));
    gate =
        gate.to(
            name + "expand",
            x.conv2d(filters, 1, 1, Padding.SAME).withActivation(Activations.SIGMOID));
    return x.at(Multiply.of().named(name + "excite").on(x.at(), gate.at()));
  }

  @Override
  public SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    Flow x = Flow.of(features).averagePool("avg_pool");
    if (dropoutRate > 0) {
      x = x.to("top_dropout", Dropout.of(dropoutRate));
    }
    var dense =
        Dense.of(classes, activation)
            .withKernelInitializer(
                VarianceScaling.of(
                    1.0 / 3, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM));
    return x.to("predictions", dense).at();
  }
}
