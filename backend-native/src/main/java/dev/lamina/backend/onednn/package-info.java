/**
 * The default engine: oneDNN primitives over an ahead-of-time plan with one memory arena. What
 * oneDNN lacks are Java kernels over the same memory.
 */
@NullMarked
package dev.lamina.backend.onednn;

import org.jspecify.annotations.NullMarked;
