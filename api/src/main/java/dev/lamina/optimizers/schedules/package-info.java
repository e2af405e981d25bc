/** Learning rates as functions of the step. */
@NullMarked
package dev.lamina.optimizers.schedules;

import org.jspecify.annotations.NullMarked;
