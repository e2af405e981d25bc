/** Optimizers: one update rule per weight, written into the graph. */
@NullMarked
package dev.lamina.optimizers;

import org.jspecify.annotations.NullMarked;
