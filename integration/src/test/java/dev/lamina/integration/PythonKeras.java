package dev.lamina.integration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs scripts in real Keras with the JAX backend: by the interpreter that the system property
 * {@code lamina.python} names, else in a virtual environment of this module's {@code target}, made
 * when it is first needed.
 */
final class PythonKeras {
  /** What the virtual environment holds; other versions get one of their own. */
  private static final List<String> PACKAGES =
      List.of("keras==3.15.1", "jax==0.10.2", "h5py==3.16.0", "safetensors==0.7.0", "numpy==2.4.6");

  private PythonKeras() {}

  /** What the script prints, given the folder as its argument; whatever its exit status. */
  static String run(String script, Path folder) throws IOException, InterruptedException {
    Path copy = folder.resolve(script);
    try (InputStream in =
        Objects.requireNonNull(PythonKeras.class.getResourceAsStream("/keras/" + script))) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return execute(15, List.of(python(), copy.toString(), folder.toString())).output;
  }

  private static synchronized String python() throws IOException, InterruptedException {
    String given = System.getProperty("lamina.python", "");
    if (!given.isEmpty()) {
      return given;
    }
    String name = "keras-" + Integer.toHexString(PACKAGES.hashCode());
    Path home = Path.of("target", name).toAbsolutePath();
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path python = home.resolve(windows ? "Scripts/python.exe" : "bin/python");
    Path done = home.resolve("complete");
    if (!Files.exists(done)) {
      String start = windows ? "python" : "python3";
      check(
          "make a virtual environment", execute(5, List.of(start, "-m", "venv", home.toString())));
      var install = new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "--quiet"));
      install.addAll(PACKAGES);
      check("install " + PACKAGES, execute(15, install));
      Files.createFile(done);
    }
    return python.toString();
  }

  private record Result(int status, String output) {}

  private static void check(String what, Result r) {
    if (r.status != 0) {
      throw new IllegalStateException(
          "The round trip through real Keras needs python3 with venv and PyPI; could not %s:%n%s"
              .formatted(what, r.output));
    }
  }

  private static Result execute(int minutes, List<String> command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("lamina-python", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KERAS_BACKEND", "jax");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process p;
    try {
      p = builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The round trip through real Keras needs python3 (or -Dlamina.python=...); cannot run "
              + command.get(0),
          e);
    }
    try {
      if (!p.waitFor(minutes, TimeUnit.MINUTES)) {
        p.destroyForcibly();
        throw new IllegalStateException(
            "%s took more than %d minutes:%n%s"
                .formatted(command, minutes, Files.readString(log, StandardCharsets.UTF_8)));
      }
      return new Result(p.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
