package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicTensor;
import java.util.List;
import java.util.Optional;

/**
 * Stacks of 3 x 3 convolutions (Simonyan, Zisserman 2015, arXiv:1409.1556).
 *
 * @param convolutions how many in each of the five blocks
 */
public record VGG(List<Integer> convolutions) implements Architecture {
  public static final VGG VGG16 = new VGG(List.of(2, 2, 3, 3, 3));
  public static final VGG VGG19 = new VGG(List.of(2, 2, 4, 4, 4));

  public VGG {
    convolutions = List.copyOf(convolutions);
  }

  @Override
  public String kerasName(List<Integer> inputShape) {
    return "vgg" + (3 + convolutions.stream().mapToInt(Integer::intValue).sum());
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.CAFFE;
  }

  @Override
  public SymbolicTensor features(SymbolicTensor images) {
    Flow x = Flow.of(images);
    for (int b = 0; b < convolutions.size(); b++) {
      String block = "block%d_".formatted(b + 1);
      for (int c = 1; c <= convolutions.get(b); c++) {
        int filters = Math.min(512, 64 << b);
        x =
            x.to(
                block + "conv" + c,
                x.conv2d(filters, 3, 1, Padding.SAME).withActivation(Activations.RELU));
      }
      x = x.to(block + "pool", MaxPooling2D.of(2));
    }
    return x.at();
  }

  @Override
  public Optional<String> poolingName(Pooling pooling) {
    return Optional.empty();
  }

  @Override
  public SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    return Flow.of(features)
        .to("flatten", Flatten.of())
        .dense("fc1", 4096, Activations.RELU)
        .dense("fc2", 4096, Activations.RELU)
        .dense("predictions", classes, activation)
        .at();
  }
}
