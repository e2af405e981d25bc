package dev.lamina.backend;

/** Whether an engine can run on this machine. */
public sealed interface Availability {
  /** It can; {@code details} say in what form (library version, instruction set, device). */
  record Available(String details) implements Availability {}

  /** It cannot; {@code reason} says why and what would help. */
  record Unavailable(String reason) implements Availability {}
}
