/** Projections of weights after each update. */
@NullMarked
package dev.lamina.constraints;

import org.jspecify.annotations.NullMarked;
