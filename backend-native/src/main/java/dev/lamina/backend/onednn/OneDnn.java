package dev.lamina.backend.onednn;

import dev.lamina.backend.BackendException;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.global.dnnl;

/** The library's engine for the processor. */
final class OneDnn {
  private final dnnl_engine engine = new dnnl_engine();

  OneDnn() {
    check("engine_create", dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0));
  }

  dnnl_engine engine() {
    return engine;
  }

  /** Every call's status goes through here. */
  static void check(String call, int status) {
    if (status != dnnl.dnnl_success) {
      throw new BackendException("native: dnnl_%s: %s".formatted(call, reason(status)));
    }
  }

  private static String reason(int status) {
    return switch (status) {
      case 1 -> "out of memory";
      case 2 -> "invalid arguments";
      case 3 -> "not implemented";
      case 5 -> "runtime error";
      case 6 -> "not required";
      default -> "status " + status;
    };
  }
}
