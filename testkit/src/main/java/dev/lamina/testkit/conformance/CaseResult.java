package dev.lamina.testkit.conformance;

/** What became of one case. */
public record CaseResult(String id, String group, Outcome outcome) {
  /** Passed, failed or unsupported. */
  public sealed interface Outcome {}

  /** Everything agrees; {@code largestError}: the largest error in units of what is allowed. */
  public record Passed(double largestError) implements Outcome {}

  /** Something differs, or an error was thrown; {@code detail}: what, where, how much. */
  public record Failed(String detail) implements Outcome {}

  /** Lamina does not have what the case needs. */
  public record Unsupported(String reason) implements Outcome {}
}
