/** Single operations, measured with JMH: {@code benchmarks/jmh}. */
@NullMarked
package dev.lamina.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
