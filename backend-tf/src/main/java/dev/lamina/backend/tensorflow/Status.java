package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;

import dev.lamina.backend.BackendException;
import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Node;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.internal.c_api.TF_Status;

/** Where TensorFlow's calls report errors, and the exceptions these become. */
final class Status implements AutoCloseable {
  private static final Pattern GATHER =
      Pattern.compile("indices\\[([^]]*)] = (-?\\d+) is not in (\\[0, \\d+\\))");
  private static final Pattern OPERATION = Pattern.compile("\\{\\{node ([^}]*)}}");
  private static final Pattern SCATTER =
      Pattern.compile("segment_ids\\[([^]]*)] = (-?\\d+) is out of range (\\[0, \\d+\\))");

  final TF_Status handle = TF_NewStatus();

  /** Throws what the last call reported. */
  void check() {
    check(Map.of());
  }

  /** Throws what the last call reported; {@code gathers}: by the names of their operations. */
  void check(Map<String, Node> gathers) {
    if (TF_GetCode(handle) != 0) {
      throw translate(TF_Message(handle).getString(), gathers);
    }
  }

  private static RuntimeException translate(String message, Map<String, Node> gathers) {
    Matcher gather = GATHER.matcher(message);
    if (gather.find()) {
      Matcher operation = OPERATION.matcher(message);
      Node node = operation.find() ? gathers.get(operation.group(1)) : null;
      if (node != null) {
        return RunErrors.index(node, Long.parseLong(gather.group(2)), gather.group(1));
      }
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
