package dev.lamina.serialization;

import dev.lamina.graph.Operation;
import dev.lamina.layers.Layer;

/**
 * Something that a file names and the registry does not have.
 *
 * @param kind the interface it would implement, such as {@code Layer}
 * @param layer the layer's name, where it has one
 * @param message why, where there is more to say than that the class is unknown
 */
public record Missing(Class<?> kind, String layer, String className, String message) {
  /** One line: class, and the layer's name where there is one. */
  @Override
  public String toString() {
    String what =
        kind == Operation.class
            ? "operation '%s' (%s)".formatted(layer, className)
            : kind == Layer.class
                ? "layer '%s' (%s)".formatted(layer, className)
                : "%s %s".formatted(kind.getSimpleName(), className);
    return message.isEmpty() ? what : what + ": " + message;
  }
}
