package dev.lamina.layers;

/** A string or an integer, where a layer takes either. */
public sealed interface Token {
  record Text(String text) implements Token {
    @Override
    public String toString() {
      return text;
    }
  }

  record Whole(long number) implements Token {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  static Token of(String text) {
    return new Text(text);
  }

  static Token of(long number) {
    return new Whole(number);
  }
}
