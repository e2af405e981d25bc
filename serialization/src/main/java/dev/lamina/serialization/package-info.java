/** Model files: JSON configurations as Keras writes them, weights as safetensors. */
@NullMarked
package dev.lamina.serialization;

import org.jspecify.annotations.NullMarked;
