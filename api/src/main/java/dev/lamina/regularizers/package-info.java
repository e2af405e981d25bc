/** Penalties on weights and activations. */
@NullMarked
package dev.lamina.regularizers;

import org.jspecify.annotations.NullMarked;
