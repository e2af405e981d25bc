package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java code in the documents compiles and runs. All blocks of a document become one program,
 * each block a method that is given {@code train}, {@code test} and {@code images}; it runs in an
 * empty folder. Import lines may stand in any block.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/training.md",
        "docs/saving.md",
        "docs/backends.md",
        "docs/adding-a-layer.md",
        "docs/custom.md",
        "docs/preprocessing.md",
        "docs/images.md",
        "docs/applications.md"
      })
  void codeRuns(String document, @TempDir Path folder) throws Exception {
    List<String> blocks = blocks(Files.readString(ROOT.resolve(document)));
    assertThat(blocks).isNotEmpty();
    Path source = folder.resolve("Snippets.java");
    Files.writeString(source, program(blocks));
    compile(source, folder);
    Path work = Files.createDirectory(folder.resolve("work"));
    run(folder, work);
  }

  private static List<String> blocks(String markdown) {
    Matcher m = BLOCK.matcher(markdown);
    var blocks = new ArrayList<String>();
    while (m.find()) {
      blocks.add(m.group(1));
    }
    return blocks;
  }

  private static String program(List<String> blocks) {
    var imports = new StringBuilder("import dev.lamina.data.*;\nimport dev.lamina.tensor.*;\n");
    var methods = new StringBuilder();
    var calls = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      IMPORT.matcher(blocks.get(i)).results().forEach(r -> imports.append(r.group()).append('\n'));
      methods.append(
          "static void block%d(Dataset train, Dataset test, Tensor images) throws Exception {%n%s%n}%n"
              .formatted(i, IMPORT.matcher(blocks.get(i)).replaceAll("")));
      calls.append("block%d(data(64), data(16), data(16).x().get(0));%n".formatted(i));
    }
    return """
    %s
    public final class Snippets {
      static Dataset data(int n) {
        float[] x = new float[n * 28 * 28];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
          y[i] = i %% 10;
          x[i * 28 * 28 + y[i]] = 1;
        }
        return Dataset.of(Tensor.of(x, n, 28, 28, 1), Tensor.of(y));
      }
      public static void main(String... arguments) throws Exception {
        %s
      }
      %s
    }
    """
        .formatted(imports, calls, methods);
  }

  private static String classPath() {
    // Surefire starts tests from a jar that only points to the class path.
    return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
        .orElse(Objects.requireNonNull(System.getProperty("java.class.path")));
  }

  private static void compile(Path source, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var messages = new StringWriter();
      List<String> options =
          List.of("-d", folder.toString(), "-cp", classPath(), "-proc:none", "-implicit:none");
      boolean ok =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(ok).as(messages.toString()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(Path classes, Path work) throws IOException, InterruptedException {
    Path log = work.resolveSibling("log.txt");
    String path = classes + System.getProperty("path.separator") + classPath();
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                "Snippets")
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(p.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
      assertThat(p.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      p.destroyForcibly();
    }
  }
}
