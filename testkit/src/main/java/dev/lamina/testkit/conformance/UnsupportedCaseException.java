package dev.lamina.testkit.conformance;

/** A case needs something that Lamina does not have. */
final class UnsupportedCaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedCaseException(String reason) {
    super(reason);
  }
}
