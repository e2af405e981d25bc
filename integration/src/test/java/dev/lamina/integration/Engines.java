package dev.lamina.integration;

import java.util.List;

/** The engines of this project, best first. */
final class Engines {
  static final List<String> ALL = List.of("native", "tensorflow", "dl4j", "java");

  private Engines() {}
}
