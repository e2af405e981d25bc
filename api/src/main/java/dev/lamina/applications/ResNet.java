package dev.lamina.applications;

import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicTensor;
import java.util.List;

/**
 * Residual networks of bottleneck blocks (He et al. 2015, arXiv:1512.03385), and their second
 * version with normalization and activation before the convolutions (arXiv:1603.05027).
 *
 * @param blocks how many in each of the four stacks
 * @param preactivation whether it is the second version
 */
public record ResNet(List<Integer> blocks, boolean preactivation) implements Architecture {
  public static final ResNet RESNET50 = new ResNet(List.of(3, 4, 6, 3), false);
  public static final ResNet RESNET101 = new ResNet(List.of(3, 4, 23, 3), false);
  public static final ResNet RESNET152 = new ResNet(List.of(3, 8, 36, 3), false);
  public static final ResNet RESNET50V2 = new ResNet(List.of(3, 4, 6, 3), true);
  public static final ResNet RESNET101V2 = new ResNet(List.of(3, 4, 23, 3), true);
  public static final ResNet RESNET152V2 = new ResNet(List.of(3, 8, 36, 3), true);

  public ResNet {
    blocks = List.copyOf(blocks);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    int depth = 2 + 3 * blocks.stream().mapToInt(Integer::intValue).sum();
    return "resnet" + depth + (preactivation ? "v2" : "");
  }

  @Override
  public Preprocessing preprocessing() {
    return preactivation ? Preprocessing.TF : Preprocessing.CAFFE;
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x =
        Flow.of(images)
            .normalizing(BatchNormalization.of().withAxis(3).withEpsilon(1.001e-5))
            .pad("conv1_pad", 3)
            .conv("conv1_conv", 64, 7, 2, Padding.VALID, true);
    if (!preactivation) {
      x = x.norm("conv1_bn").relu("conv1_relu");
    }
    x = x.pad("pool1_pad", 1).to("pool1_pool", MaxPooling2D.of(3, 2));
    for (int s = 0; s < blocks.size(); s++) {
      int last = blocks.get(s);
      for (int b = 1; b <= last; b++) {
        String name = "conv%d_block%d_".formatted(s + 2, b);
        int filters = 64 << s;
        x =
            preactivation
                ? second(x, name, filters, b == 1, b == last && s < blocks.size() - 1 ? 2 : 1)
                : first(x, name, filters, b == 1, b == 1 && s > 0 ? 2 : 1);
      }
    }
    return preactivation ? x.norm("post_bn").relu("post_relu").at() : x.at();
  }

  private static Flow first(Flow x, String name, int filters, boolean project, int stride) {
    Flow shortcut =
        project
            ? x.conv(name + "0_conv", 4 * filters, 1, stride, Padding.VALID, true)
                .norm(name + "0_bn")
            : x;
    Flow y =
        x.conv(name + "1_conv", filters, 1, stride, Padding.VALID, true)
            .norm(name + "1_bn")
            .relu(name + "1_relu")
            .conv(name + "2_conv", filters, 3, 1, Padding.SAME, true)
            .norm(name + "2_bn")
            .relu(name + "2_relu")
            .conv(name + "3_conv", 4 * filters, 1, 1, Padding.VALID, true)
            .norm(name + "3_bn");
    return shortcut.add(name + "add", y.at()).relu(name + "out");
  }

  private static Flow second(Flow x, String name, int filters, boolean project, int stride) {
    Flow before = x.norm(name + "preact_bn").relu(name + "preact_relu");
    Flow shortcut = x;
    if (project) {
      shortcut = before.conv(name + "0_conv", 4 * filters, 1, stride, Padding.VALID, true);
    } else if (stride > 1) {
      shortcut = x.to(MaxPooling2D.of(1, stride));
    }
    Flow y =
        before
            .conv(name + "1_conv", filters, 1, 1, Padding.VALID, false)
            .norm(name + "1_bn")
            .relu(name + "1_relu")
            .pad(name + "2_pad", 1)
            .conv(name + "2_conv", filters, 3, stride, Padding.VALID, false)
            .norm(name + "2_bn")
            .relu(name + "2_relu")
            .conv(name + "3_conv", 4 * filters, 1, 1, Padding.VALID, true);
    return shortcut.add(name + "out", y.at());
  }
}
