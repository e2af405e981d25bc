/** Programs that train on real data; each is also a test. Run them with {@code examples/run}. */
@NullMarked
package dev.lamina.examples;

import org.jspecify.annotations.NullMarked;
