package dev.lamina.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the process by name, such as {@code backend}: the system property {@code
 * lamina.backend}, else the environment variable {@code LAMINA_BACKEND}, else {@code
 * lamina.backend} in a {@code lamina.properties} on the class path.
 */
@FunctionalInterface
public interface ProcessSettings {
  /** The setting; empty if it is not set. */
  Optional<String> get(String key);

  /** A system property or an environment variable; null if it is not set. */
  @FunctionalInterface
  interface Lookup {
    @Nullable String get(String name);
  }

  static ProcessSettings ofProcess() {
    return of(System::getProperty, System::getenv);
  }

  /** {@code property} and {@code environment} return null for what is not set. */
  static ProcessSettings of(Lookup property, Lookup environment) {
    return key ->
        set(property.get("lamina." + key))
            .or(() -> set(environment.get("LAMINA_" + key.toUpperCase(Locale.ROOT))))
            .or(() -> fromClassPath("lamina." + key));
  }

  private static Optional<String> set(@Nullable String value) {
    return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
  }

  private static Optional<String> fromClassPath(String key) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null) {
      loader = ProcessSettings.class.getClassLoader();
    }
    try (InputStream in = loader.getResourceAsStream("lamina.properties")) {
      if (in == null) {
        return Optional.empty();
      }
      var p = new Properties();
      p.load(in);
      return set(p.getProperty(key));
    } catch (IOException e) {
      throw new UncheckedIOException("lamina.properties cannot be read", e);
    }
  }
}
