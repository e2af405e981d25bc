package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;

import dev.lamina.backend.BackendException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.internal.c_api.TF_Status;

/** Where TensorFlow's calls report errors, and the exceptions these become. */
final class Status implements AutoCloseable {
  private static final Pattern GATHER =
      Pattern.compile("indices\\[([^]]*)] = (-?\\d+) is not in (\\[0, \\d+\\))");
  private static final Pattern SCATTER =
      Pattern.compile("segment_ids\\[([^]]*)] = (-?\\d+) is out of range (\\[0, \\d+\\))");

  final TF_Status handle = TF_NewStatus();

  /** Throws what the last call reported. */
  void check() {
    if (TF_GetCode(handle) != 0) {
      throw translate(TF_Message(handle).getString());
    }
  }

  static RuntimeException translate(String message) {
    Matcher gather = GATHER.matcher(message);
    if (gather.find()) {
      return new IllegalArgumentException(
          "gather: index %s at position %s is not in %s"
              .formatted(gather.group(2), gather.group(1), gather.group(3)));
    }
    Matcher scatter = SCATTER.matcher(message);
    if (scatter.find()) {
      return new IllegalArgumentException(
          "scatter_add: index %s at position %s is not in %s"
              .formatted(scatter.group(2), scatter.group(1), scatter.group(3)));
    }
    return new BackendException("tensorflow: " + message);
  }

  @Override
  public void close() {
    TF_DeleteStatus(handle);
  }
}
