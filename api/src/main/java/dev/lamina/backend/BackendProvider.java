package dev.lamina.backend;

/**
 * Makes an engine known; registered in {@code META-INF/services}. Constructing a provider and
 * {@link #probe} must be cheap and must not fail: nothing native is loaded in static initializers.
 */
public interface BackendProvider {
  /**
   * The name used in configuration: {@code native}, {@code java}, {@code tensorflow}, {@code dl4j}.
   */
  String name();

  /** The available provider of the highest rank is the default. */
  int rank();

  /** Whether the engine can run here, and if not, why. */
  Availability probe();

  /**
   * Opens the engine.
   *
   * @throws BackendException if it cannot be opened with this configuration (device, threads)
   */
  Backend open(BackendConfig config);
}
