/** Dynamic mode: tensors that are computed at once, and gradients of what was computed. */
@NullMarked
package dev.lamina.eager;

import org.jspecify.annotations.NullMarked;
