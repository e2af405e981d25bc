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
      case "nadam" -> Nadam.of();
      case "adafactor" -> Adafactor.of();
      case "muon" -> Muon.of();
      case "lamb" -> Lamb.of();
      case "schedulefreeadamw" -> ScheduleFreeAdamW.of();
      default ->
          throw new IllegalArgumentException(
              "optimizer: expected one of adadelta, adafactor, adagrad, adam, adamax, adamw, ftrl,"
                  + " lamb, lion, muon, nadam, rmsprop, schedulefreeadamw, sgd, got '%s'"
                      .formatted(identifier));
    };
  }
}
