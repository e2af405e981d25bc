package dev.lamina.optimizers;

import java.util.Locale;

/** Optimizers by Keras' string identifiers. */
public final class Optimizers {
  private Optimizers() {}

  /** The optimizer with its default arguments: {@code of("adam")}. */
  public static Optimizer of(String identifier) {
    return switch (identifier.toLowerCase(Locale.ROOT)) {
      case "sgd" -> SGD.of();
      case "rmsprop" -> RMSprop.of();
      case "adam" -> Adam.of();
      case "adamw" -> AdamW.of();
      case "adagrad" -> Adagrad.of();
      case "adadelta" -> Adadelta.of();
      case "adamax" -> Adamax.of();
      case "lion" -> Lion.of();
      case "ftrl" -> Ftrl.of();
      default ->
          throw new IllegalArgumentException(
              "optimizer: expected one of adadelta, adagrad, adam, adamax, adamw, ftrl, lion,"
                  + " rmsprop, sgd, got '%s'".formatted(identifier));
    };
  }
}
