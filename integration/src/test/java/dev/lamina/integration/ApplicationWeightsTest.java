package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.applications.Application;
import dev.lamina.applications.Architecture;
import dev.lamina.applications.DenseNet;
import dev.lamina.applications.EfficientNet;
import dev.lamina.applications.MobileNet;
import dev.lamina.applications.MobileNetV2;
import dev.lamina.applications.MobileNetV3;
import dev.lamina.applications.Pooling;
import dev.lamina.applications.ResNet;
import dev.lamina.applications.VGG;
import dev.lamina.applications.Xception;
import dev.lamina.training.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights of {@code keras.applications}, saved by real Keras, in the models that Lamina builds: the
 * same outputs. Needs python3 and, the first time, the network; see {@link PythonKeras}.
 */
@EnabledIfSystemProperty(
    named = "lamina.sweeps",
    matches = "true",
    disabledReason = "real Keras takes minutes: mvn -Psweeps")
class ApplicationWeightsTest {
  @TempDir Path folder;

  private static Application top(Architecture a) {
    return Application.of(a, 32, 32, 3).withClasses(7);
  }

  private static Application features(Architecture a, int size) {
    return Application.of(a, size, size, 3).withoutTop(Pooling.AVG);
  }

  /** As applications.py makes them. */
  private static Map<String, Application> applications() {
    var all = new LinkedHashMap<String, Application>();
    all.put("mobilenet", top(MobileNet.of().withAlpha(0.25)));
    all.put("mobilenetv2", top(MobileNetV2.of(0.35)));
    all.put("mobilenetv3small", features(MobileNetV3.small(), 32));
    all.put("efficientnetb0", features(EfficientNet.B0, 32));
    all.put("densenet121", features(DenseNet.DENSENET121, 32));
    all.put("resnet50v2", features(ResNet.RESNET50V2, 32));
    all.put("xception", features(Xception.of(), 71));
    all.put("vgg16", features(VGG.VGG16, 32));
    return all;
  }

  @Test
  void weightsOfKerasFit() throws Exception {
    String log = PythonKeras.run("applications.py", folder);
    for (Map.Entry<String, Application> e : applications().entrySet()) {
      assertThat(log).as(log).contains("saved " + e.getKey());
      try (Model model = e.getValue().model()) {
        for (String suffix : new String[] {".weights.h5", ".h5"}) {
          Path weights = folder.resolve(e.getKey() + suffix);
          if (Files.exists(weights)) {
            model.loadWeights(weights);
            // A hundred layers of float32: sums in another order differ by some 1e-5.
            Verification v =
                Verification.of(model, folder.resolve(e.getKey() + ".safetensors"), 1e-4, 1e-4);
            assertThat(v.passed()).as(e.getKey() + suffix + ": " + v).isTrue();
          }
        }
      }
    }
  }
}
