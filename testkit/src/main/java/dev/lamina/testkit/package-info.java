/**
 * What an engine must pass. Third parties test their own engine by a subclass of {@link
 * dev.lamina.testkit.BackendConformance}, and run it as any JUnit class:
 *
 * <pre>{@code
 * class MyConformanceTest extends BackendConformance {
 *   private static final Backend BACKEND = Backends.get("mine");
 *
 *   @Override
 *   protected Backend backend() {
 *     return BACKEND;
 *   }
 * }
 * }</pre>
 *
 * <p>{@link dev.lamina.testkit.OpCases} is the table of cases behind it and {@link
 * dev.lamina.testkit.GradientCheck} compares gradients with finite differences.
 */
@NullMarked
package dev.lamina.testkit;

import org.jspecify.annotations.NullMarked;
