package dev.lamina.layers;

import dev.lamina.tensor.DType;
import java.util.List;
import java.util.stream.Collectors;

/** Which calls of layers run on the host: decided when a model is put together. */
public final class HostCalls {
  private HostCalls() {}

  /** Whether a call must run on the host: its layer knows no other way, or it reads strings. */
  static boolean onHost(HostLayer layer, List<SymbolicTensor> inputs) {
    return !layer.runsInGraph() || inputs.stream().anyMatch(t -> t.dtype() == DType.STRING);
  }

  /** Whether what the call returns can be computed on the host: it is an input or all is there. */
  public static boolean canRun(LayerCall call) {
    return call.inputs().isEmpty()
        || (call.layer().layer() instanceof HostLayer
            && call.inputs().stream().allMatch(t -> canRun(t.source())));
  }

  /** Whether the call must run on the host, so that all it reads must, too. */
  public static boolean mustRun(LayerCall call) {
    return call.layer().layer() instanceof HostLayer h
        && !call.inputs().isEmpty()
        && onHost(h, call.inputs());
  }

  static void check(Shared layer, List<SymbolicTensor> inputs) {
    for (SymbolicTensor t : inputs) {
      Check.that(
          canRun(t.source()),
          "%s: runs on the host, before the network; expected inputs from Input or from other host"
              + " layers, got %s",
          layer,
          t);
    }
  }

  static void checkNumbers(Shared layer, List<SymbolicTensor> inputs) {
    String strings =
        inputs.stream()
            .filter(t -> t.dtype() == DType.STRING)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    Check.that(
        strings.isEmpty(),
        "%s: expected numbers, got %s; put StringLookup, TextVectorization or Hashing in front",
        layer,
        strings);
  }
}
