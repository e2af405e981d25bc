/** Runs golden cases computed by real Keras on an engine. */
@NullMarked
package dev.lamina.testkit.conformance;

import org.jspecify.annotations.NullMarked;
