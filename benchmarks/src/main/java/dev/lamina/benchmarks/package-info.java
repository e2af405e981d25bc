/** Whole workloads, measured end to end: {@code benchmarks/run}. */
@NullMarked
package dev.lamina.benchmarks;

import org.jspecify.annotations.NullMarked;
