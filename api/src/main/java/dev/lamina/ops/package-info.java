/** Keras' operations by name, for values, symbolic tensors and eager tensors alike. */
@NullMarked
package dev.lamina.ops;

import org.jspecify.annotations.NullMarked;
