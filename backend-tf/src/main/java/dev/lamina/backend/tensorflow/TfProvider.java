package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.BackendProvider;
import org.bytedeco.javacpp.Loader;

/** Makes the TensorFlow engine known as {@code tensorflow}. */
public final class TfProvider implements BackendProvider {
  static final String NAME = "tensorflow";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 50;
  }

  @Override
  public Availability probe() {
    String platform = Loader.getPlatform();
    for (String extension : new String[] {"", "-gpu"}) {
      String library =
          "/org/tensorflow/internal/c_api/%s%s/%s"
              .formatted(platform, extension, System.mapLibraryName("jnitensorflow"));
      if (TfProvider.class.getResource(library) != null) {
        return new Availability.Available("TensorFlow for " + platform + extension);
      }
    }
    return new Availability.Unavailable(
        "no TensorFlow library for %s on the class path; add the dependency".formatted(platform)
            + " org.tensorflow:tensorflow-core-native with classifier "
            + platform);
  }

  @Override
  public Backend open(BackendConfig config) {
    Environment.prepare();
    try {
      return new TfBackend(config);
    } catch (LinkageError e) {
      throw new BackendException("tensorflow: its native library cannot be loaded: " + e, e);
    }
  }
}
