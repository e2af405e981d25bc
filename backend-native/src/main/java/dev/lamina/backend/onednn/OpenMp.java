package dev.lamina.backend.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * The OpenMP runtime that oneDNN divides its work with. The number of threads is a property of the
 * calling thread, and primitives must run with the number they were made with.
 */
final class OpenMp {
  private static final System.Logger LOG = System.getLogger(OpenMp.class.getName());

  /**
   * Rounds that an idle thread spins before it sleeps: some ten microseconds, enough for the gap
   * between two primitives. The runtime's own choice, 300,000 and more, takes the cores from other
   * threads and programs.
   */
  private static final String SPIN_COUNT = "10000";

  private final Optional<Function> setThreads;

  private OpenMp(Optional<Function> setThreads) {
    this.setThreads = setThreads;
  }

  /** Must be called before the runtime is loaded; what the user has set stays. */
  static void limitSpinning() {
    if (System.getenv("GOMP_SPINCOUNT") != null || System.getenv("OMP_WAIT_POLICY") != null) {
      return;
    }
    try {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {"GOMP_SPINCOUNT", SPIN_COUNT, 1});
    } catch (LinkageError e) {
      // No setenv, so not this runtime either (Windows): only a matter of speed.
      LOG.log(System.Logger.Level.DEBUG, "OpenMP''s spinning is not limited", e);
    }
  }

  /** The runtime in use; oneDNN must be loaded. */
  static OpenMp loaded() {
    Optional<Function> f = Optional.empty();
    try {
      f = library().map(path -> NativeLibrary.getInstance(path).getFunction("omp_set_num_threads"));
    } catch (LinkageError | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no OpenMP runtime found", e);
    }
    if (f.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "native: the number of threads cannot be set here; OMP_NUM_THREADS can");
    }
    return new OpenMp(f);
  }

  /** Another engine may have loaded the runtime first; only the copy that is in use counts. */
  private static Optional<String> library() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (Files.isReadable(maps)) {
      try (Stream<String> lines = Files.lines(maps)) {
        return lines
            .filter(line -> line.contains("/") && line.contains("libgomp"))
            .map(line -> line.substring(line.indexOf('/')))
            .findFirst();
      }
    }
    return Loader.getLoadedLibraries().values().stream()
        .filter(path -> path.matches(".*(gomp|iomp5|libomp|vcomp)[^/\\\\]*"))
        .findFirst();
  }

  /** For all primitives that this thread makes or runs from now on. */
  void threads(int n) {
    setThreads.ifPresent(f -> f.invokeVoid(new Object[] {n}));
  }
}
