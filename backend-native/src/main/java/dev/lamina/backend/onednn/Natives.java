package dev.lamina.backend.onednn;

import dev.lamina.backend.Availability;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** Loads oneDNN, once per process and not before it is asked for. */
final class Natives {
  private Natives() {}

  /** The holder idiom: the virtual machine runs this on first use and remembers the outcome. */
  private static final class Outcome {
    private static final Availability AVAILABILITY = load();

    private static Availability load() {
      try {
        OpenMp.limitSpinning();
        dnnl_version_t v = dnnl.dnnl_version();
        return new Availability.Available(
            "oneDNN %d.%d.%d".formatted(v.major(), v.minor(), v.patch()));
      } catch (LinkageError e) {
        return new Availability.Unavailable(
            "oneDNN cannot be loaded on %s-%s (%s); add org.bytedeco:dnnl, javacpp and opencl with the"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e)
                + " classifier of this platform");
      }
    }
  }

  static Availability availability() {
    return Outcome.AVAILABILITY;
  }
}
