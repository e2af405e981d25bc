/** Models at work: topology, tracing, step programs, loops over data. */
@NullMarked
package dev.lamina.training;

import org.jspecify.annotations.NullMarked;
