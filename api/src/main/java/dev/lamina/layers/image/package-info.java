/** Layers that prepare and augment images. */
@NullMarked
package dev.lamina.layers.image;

import org.jspecify.annotations.NullMarked;
