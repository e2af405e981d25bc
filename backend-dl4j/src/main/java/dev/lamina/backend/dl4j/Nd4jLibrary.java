package dev.lamina.backend.dl4j;

import com.sun.jna.Function;
import dev.lamina.backend.BackendException;
import java.io.PrintStream;
import java.util.Optional;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.LoggerFactory;

/** ND4J's native library, loaded when it is first needed. */
final class Nd4jLibrary {
  private static final System.Logger LOG = System.getLogger(Nd4jLibrary.class.getName());

  /**
   * Rounds that an idle OpenMP thread spins before it sleeps. GOMP's own choice, 300,000 and more,
   * takes the core from other threads: a training step next to a busy core takes 8 to 18 ms instead
   * of 2.7.
   */
  private static final String SPIN_COUNT = "10000";

  private Nd4jLibrary() {}

  /** Loads it if it is not loaded yet. */
  static void load() {
    Optional<Throwable> problem = Loaded.PROBLEM;
    if (problem.isPresent()) {
      throw new BackendException(
          "backend 'dl4j': ND4J's native library cannot be loaded: " + problem.get(),
          problem.get());
    }
  }

  /**
   * Sets the number of threads for the native calls of the calling thread; returns what it was.
   * OpenMP keeps it for each thread, whoever calls: {@link #leaveThreads} gives it back. ND4J's own
   * limit is one for the process, the one set last.
   */
  static int useThreads(int threads) {
    NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = ops.ompGetMaxThreads();
    if (before != threads) {
      ops.setOmpNumThreads(threads);
    }
    if (Nd4j.getEnvironment().maxThreads() != threads) {
      Nd4j.getEnvironment().setMaxThreads(threads);
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }
    return before;
  }

  /** Gives the calling thread back the number of threads that it had before. */
  static void leaveThreads(int before, int threads) {
    if (before != threads) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(before);
    }
  }

  /** The outcome of loading. */
  private static final class Loaded {
    static final Optional<Throwable> PROBLEM = load();

    private static Optional<Throwable> load() {
      try {
        quietly(Loaded::start);
        return Optional.empty();
      } catch (RuntimeException | LinkageError e) {
        return Optional.of(e);
      }
    }

    private static void start() {
      if (System.getenv("GOMP_SPINCOUNT") == null && System.getenv("OMP_WAIT_POLICY") == null) {
        limitSpinning();
      }
      String backend = Nd4j.getBackend().getClass().getSimpleName();
      LOG.log(System.Logger.Level.DEBUG, "ND4J {0} loaded", backend);
    }

    private static void limitSpinning() {
      try {
        Function.getFunction("c", "setenv")
            .invokeInt(new Object[] {"GOMP_SPINCOUNT", SPIN_COUNT, 1});
      } catch (UnsatisfiedLinkError e) {
        // No setenv, so no GOMP either (Windows): only a matter of speed.
        LOG.log(System.Logger.Level.DEBUG, "OpenMP''s spinning is not limited", e);
      }
    }
  }

  /**
   * ND4J logs through SLF4J. Which binding it gets is the application's choice, and with none it is
   * silent; so is SLF4J about having none, and JavaCPP about its version being newer than ND4J's.
   */
  private static void quietly(Runnable loading) {
    String verbosity = "slf4j.internal.verbosity";
    boolean unset = System.getProperty(verbosity) == null;
    if (unset) {
      System.setProperty(verbosity, "ERROR");
    }
    try {
      LoggerFactory.getILoggerFactory();
      withoutVersionWarning(openblas_nolapack::new);
      loading.run();
    } finally {
      if (unset) {
        System.clearProperty(verbosity);
      }
    }
  }

  /**
   * OpenBLAS' class checks JavaCPP's version when it is initialized. JavaCPP chose where it writes
   * warnings when the first engine of the process was loaded, so a setting would come too late.
   */
  private static void withoutVersionWarning(Runnable initialization) {
    PrintStream err = System.err;
    System.setErr(
        new PrintStream(err, true) {
          @Override
          public void println(@Nullable String line) {
            if (line == null || !line.startsWith("Warning: Versions of org.bytedeco:javacpp")) {
              super.println(line);
            }
          }
        });
    try {
      initialization.run();
    } finally {
      System.setErr(err);
    }
  }
}
