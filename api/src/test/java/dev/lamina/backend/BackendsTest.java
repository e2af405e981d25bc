package dev.lamina.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.graph.Graph;
import dev.lamina.tensor.ProcessSettings;
import dev.lamina.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
  /** An engine that can only be opened. */
  private record Opened(String name, BackendConfig config) implements Backend {
    @Override
    public List<Unsupported> unsupported(Graph graph) {
      return List.of();
    }

    @Override
    public Program compile(Graph graph) {
      throw new BackendException("not asked for here");
    }

    @Override
    public Buffer allocate(TensorType type) {
      throw new BackendException("not asked for here");
    }

    @Override
    public long liveBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private record Provider(String name, int rank, Availability probe) implements BackendProvider {
    @Override
    public Backend open(BackendConfig config) {
      return new Opened(name, config);
    }
  }

  private static final Provider SLOW =
      new Provider("slow", 10, new Availability.Available("anywhere"));
  private static final Provider FAST =
      new Provider("fast", 100, new Availability.Available("version 3"));
  private static final Provider BROKEN =
      new Provider("broken", 200, new Availability.Unavailable("no library for this platform"));
  private static final Provider GONE =
      new Provider("gone", 50, new Availability.Unavailable("add the dependency g:a"));

  private static Backends of(Map<String, String> settings, BackendProvider... providers) {
    return new Backends(() -> List.of(providers), key -> Optional.ofNullable(settings.get(key)));
  }

  private static String chosen(Backends backends) {
    return backends.find(Optional.empty()).name();
  }

  @Test
  void theBestRankedAvailableProviderIsTheDefault() {
    assertThat(chosen(of(Map.of(), SLOW, FAST))).isEqualTo("fast");
  }

  @Test
  void anUnavailableProviderIsSkippedAndTheReasonLogged() {
    var log = new ArrayList<String>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord r) {
            log.add(new SimpleFormatter().formatMessage(r));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Backends.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      assertThat(chosen(of(Map.of(), SLOW, BROKEN, FAST))).isEqualTo("fast");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(log)
        .containsExactly(
            "backend 'broken' cannot run here, trying the next one: no library for this platform");
  }

  @Test
  void whenNoneCanRunAllAreListed() {
    Logger logger = Logger.getLogger(Backends.class.getName());
    logger.setUseParentHandlers(false);
    try {
      assertThatThrownBy(() -> chosen(of(Map.of(), BROKEN, GONE)))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("no backend can run here")
          .hasMessageContaining("broken: unavailable, no library for this platform")
          .hasMessageContaining("gone: unavailable, add the dependency g:a");
    } finally {
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void withoutProvidersTheDependencyIsNamed() {
    assertThatThrownBy(() -> chosen(of(Map.of())))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("add the dependency dev.lamina:lamina");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    Backends b = of(Map.of(), SLOW, new Provider("broken", 1, BROKEN.probe()));
    for (Runnable ask :
        List.<Runnable>of(
            () -> b.find(Optional.of("fats")),
            () -> b.choose("fats"),
            () -> chosen(of(Map.of("backend", "fats"), SLOW, BROKEN)))) {
      assertThatThrownBy(ask::run)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("unknown backend 'fats'")
          .hasMessageContaining("slow: available")
          .hasMessageContaining("broken: unavailable, no library for this platform");
    }
    assertThat(chosen(b)).as("a refused choice changes nothing").isEqualTo("slow");
  }

  /** Who asks for an engine by name gets that one or an error, never another. */
  @Test
  void aNamedButUnavailableEngineIsNotReplaced() {
    assertThatThrownBy(() -> chosen(of(Map.of("backend", "broken"), SLOW, BROKEN)))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("backend 'broken' cannot run here: no library for this platform")
        .hasMessageContaining("slow: available");
  }

  @Test
  void choicesInOrder() {
    Backends b = of(Map.of("backend", "slow"), SLOW, FAST, new Provider("third", 5, FAST.probe()));
    assertThat(chosen(b)).as("configuration before rank").isEqualTo("slow");
    b.choose("third");
    assertThat(chosen(b)).as("use before configuration").isEqualTo("third");
    assertThat(b.find(Optional.of("fast")).name()).as("the model before use").isEqualTo("fast");
  }

  @Test
  void theSystemPropertyWinsOverTheEnvironmentAndBothOverTheFile(@TempDir Path dir)
      throws Exception {
    Files.writeString(
        dir.resolve("lamina.properties"), "lamina.backend = file\nlamina.device = cpu\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var loader = new java.net.URLClassLoader(new java.net.URL[] {dir.toUri().toURL()})) {
      thread.setContextClassLoader(loader);
      Map<String, String> properties = new java.util.HashMap<>();
      Map<String, String> environment = new java.util.HashMap<>();
      var settings = ProcessSettings.of(properties::get, environment::get);
      assertThat(settings.get("backend")).contains("file");
      environment.put("LAMINA_BACKEND", "environment");
      assertThat(settings.get("backend")).contains("environment");
      properties.put("lamina.backend", " property ");
      assertThat(settings.get("backend")).contains("property");
      properties.put("lamina.backend", "");
      assertThat(settings.get("backend")).as("empty is not set").contains("environment");
      assertThat(settings.get("device")).contains("cpu");
      assertThat(settings.get("threads")).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void threadsAndDeviceReachTheEngine() {
    Backends b = of(Map.of("threads", "3", "device", "gpu:1"), SLOW);
    assertThat(((Opened) b.find(Optional.empty())).config())
        .isEqualTo(BackendConfig.standard().withThreads(3).withDevice("gpu:1"));
  }

  @Test
  void oneEngineForEachConfiguration() {
    Backends b = of(Map.of(), SLOW);
    BackendConfig two = BackendConfig.standard().withThreads(2);
    assertThat(b.find("slow", two))
        .isSameAs(b.find("slow", two))
        .isNotSameAs(b.find(Optional.empty()));
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> chosen(of(Map.of("threads", "many"), SLOW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lamina.threads: expected a whole number, got 'many'");
    assertThatThrownBy(() -> chosen(of(Map.of("threads", "0"), SLOW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lamina.threads: expected at least 1, got 0");
    for (String bad : List.of("tpu", "GPU", "gpu:", "gpu:x", "cpu:0")) {
      assertThatThrownBy(() -> chosen(of(Map.of("device", bad), SLOW)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("lamina.device: expected cpu, gpu or gpu:N, got '%s'", bad);
    }
  }
}
