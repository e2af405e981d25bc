/** Keras' own files: {@code .keras} and {@code .weights.h5}. */
@NullMarked
package dev.lamina.serialization.keras;

import org.jspecify.annotations.NullMarked;
