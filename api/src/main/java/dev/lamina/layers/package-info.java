/** Layers: records that write themselves into a graph. Their components are Keras' config keys. */
@NullMarked
package dev.lamina.layers;

import org.jspecify.annotations.NullMarked;
