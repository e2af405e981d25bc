/** Metrics: streaming state inside the graph. */
@NullMarked
package dev.lamina.metrics;

import org.jspecify.annotations.NullMarked;
