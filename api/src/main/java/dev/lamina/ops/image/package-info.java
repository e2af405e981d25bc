/** Keras' operations on images ({@code keras.ops.image}). */
@NullMarked
package dev.lamina.ops.image;

import org.jspecify.annotations.NullMarked;
