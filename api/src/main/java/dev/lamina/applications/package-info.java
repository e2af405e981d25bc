/** Well-known image models: Keras' {@code keras.applications} without pretrained weights. */
@NullMarked
package dev.lamina.applications;

import org.jspecify.annotations.NullMarked;
