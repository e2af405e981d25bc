package dev.lamina.backend;

import dev.lamina.tensor.ProcessSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Finds engines. The first of these that is set chooses: the model ({@code Compile.backend}),
 * {@link #use}, the system property {@code lamina.backend}, the environment variable {@code
 * LAMINA_BACKEND}, {@code lamina.backend} in a {@code lamina.properties} on the class path; else
 * the available provider of the highest rank. {@code lamina.threads} and {@code lamina.device}
 * ({@code LAMINA_THREADS}, {@code LAMINA_DEVICE}) are looked up the same way.
 *
 * <p>An engine is opened once per process and configuration and shared by all models.
 */
public final class Backends {
  private static final System.Logger LOG = System.getLogger(Backends.class.getName());
  private static final Backends STANDARD =
      new Backends(
          () ->
              ServiceLoader.load(BackendProvider.class).stream()
                  .<BackendProvider>map(ServiceLoader.Provider::get)
                  .toList(),
          ProcessSettings.ofProcess());

  private record Key(String name, BackendConfig config) {}

  private final java.util.function.Supplier<List<BackendProvider>> discovery;
  private final ProcessSettings settings;
  private final Map<Key, Backend> open = new HashMap<>();
  private Optional<String> chosen = Optional.empty();

  Backends(java.util.function.Supplier<List<BackendProvider>> discovery, ProcessSettings settings) {
    this.discovery = discovery;
    this.settings = settings;
  }

  /** Chooses the engine of all models compiled from now on, unless a model names its own. */
  public static void use(String name) {
    STANDARD.choose(name);
  }

  /** The engine that configuration chooses. */
  public static Backend get() {
    return STANDARD.find(Optional.empty());
  }

  /** The engine of this name. */
  public static Backend get(String name) {
    return STANDARD.find(Optional.of(name));
  }

  /** The engine of this name with its own threads or device. */
  public static Backend get(String name, BackendConfig config) {
    return STANDARD.find(name, config);
  }

  /** All providers on the class path, best first. */
  public static List<BackendProvider> providers() {
    return STANDARD.sorted();
  }

  /** The names of the engines that can run here, best first. */
  public static List<String> available() {
    return STANDARD.sorted().stream()
        .filter(p -> p.probe() instanceof Availability.Available)
        .map(BackendProvider::name)
        .toList();
  }

  synchronized void choose(String name) {
    provider(name);
    chosen = Optional.of(name);
  }

  Backend find(Optional<String> named) {
    Optional<String> name;
    synchronized (this) {
      name = named.or(() -> chosen).or(() -> settings.get("backend"));
    }
    return find(name.orElseGet(this::best), config());
  }

  synchronized Backend find(String name, BackendConfig config) {
    return open.computeIfAbsent(
        new Key(name, config),
        k -> {
          BackendProvider p = provider(name);
          if (p.probe() instanceof Availability.Unavailable u) {
            throw new BackendException(
                "backend '%s' cannot run here: %s%n%s".formatted(name, u.reason(), listing()));
          }
          return p.open(config);
        });
  }

  private BackendConfig config() {
    OptionalInt threads = OptionalInt.empty();
    Optional<String> t = settings.get("threads");
    if (t.isPresent()) {
      try {
        threads = OptionalInt.of(Integer.parseInt(t.get()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "lamina.threads: expected a whole number, got '" + t.get() + "'", e);
      }
    }
    return new BackendConfig(threads, settings.get("device"));
  }

  private BackendProvider provider(String name) {
    return sorted().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new BackendException("unknown backend '%s'%n%s".formatted(name, listing())));
  }

  private String best() {
    for (BackendProvider p : sorted()) {
      Availability a = p.probe();
      if (a instanceof Availability.Available) {
        return p.name();
      }
      if (a instanceof Availability.Unavailable u) {
        LOG.log(
            System.Logger.Level.WARNING,
            "backend ''{0}'' cannot run here, trying the next one: {1}",
            p.name(),
            u.reason());
      }
    }
    throw new BackendException("no backend can run here\n" + listing());
  }

  private List<BackendProvider> sorted() {
    var all = new ArrayList<>(discovery.get());
    all.sort(
        Comparator.comparingInt(BackendProvider::rank)
            .reversed()
            .thenComparing(BackendProvider::name));
    return all;
  }

  private String listing() {
    List<BackendProvider> all = sorted();
    if (all.isEmpty()) {
      return "no backend is on the class path; add the dependency dev.lamina:lamina (native engine)"
          + " or dev.lamina:lamina-backend-java";
    }
    return all.stream()
        .map(
            p ->
                p.probe() instanceof Availability.Unavailable u
                    ? "  %s: unavailable, %s".formatted(p.name(), u.reason())
                    : "  %s: available".formatted(p.name()))
        .collect(Collectors.joining("\n", "backends on the class path:\n", ""));
  }
}
