package dev.lamina.applications;

import dev.lamina.layers.Add;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SeparableConv2D;
import dev.lamina.layers.SymbolicTensor;
import java.util.List;
import java.util.Optional;

/** Residual blocks of separable convolutions (Chollet 2017, arXiv:1610.02357). */
public record Xception() implements Architecture {
  private static final int MIDDLE = 728;

  public static Xception of() {
    return new Xception();
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return "xception";
  }

  @Override
  public int defaultSize() {
    return 299;
  }

  @Override
  public int minSize() {
    return 71;
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
            .conv("block1_conv1", 32, 3, 2, Padding.VALID, false)
            .norm("block1_conv1_bn")
            .relu("block1_conv1_act")
            .conv("block1_conv2", 64, 3, 1, Padding.VALID, false)
            .norm("block1_conv2_bn")
            .relu("block1_conv2_act");
    x = narrowing(x, 2, 128, 128);
    x = narrowing(x, 3, 256, 256);
    x = narrowing(x, 4, MIDDLE, MIDDLE);
    for (int block = 5; block < 13; block++) {
      Flow y = x;
      for (int i = 1; i <= 3; i++) {
        String name = "block%d_sepconv%d".formatted(block, i);
        y = separable(y.relu(name + "_act"), name, MIDDLE);
      }
      x = x.at(Add.of().on(y.at(), x.at()));
    }
    x = narrowing(x, 13, MIDDLE, 1024);
    x = separable(x, "block14_sepconv1", 1536).relu("block14_sepconv1_act");
    return separable(x, "block14_sepconv2", 2048).relu("block14_sepconv2_act").at();
  }

  /** Two separable convolutions and a pooling, beside one convolution. */
  private static Flow narrowing(Flow x, int block, int inner, int outer) {
    String name = "block%d_".formatted(block);
    Flow shortcut =
        x.to(x.conv2d(outer, 1, 2, Padding.SAME).withUseBias(false)).to(BatchNormalization.of());
    Flow y = block == 2 ? x : x.relu(name + "sepconv1_act");
    y = separable(y, name + "sepconv1", inner).relu(name + "sepconv2_act");
    y =
        separable(y, name + "sepconv2", outer)
            .to(name + "pool", MaxPooling2D.of(3, 2).withPadding(Padding.SAME));
    return x.at(Add.of().on(y.at(), shortcut.at()));
  }

  private static Flow separable(Flow x, String name, int filters) {
    return x.to(name, SeparableConv2D.of(filters, 3).withPadding(Padding.SAME).withUseBias(false))
        .norm(name + "_bn");
  }
}
