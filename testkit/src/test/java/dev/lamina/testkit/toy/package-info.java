/** A small engine, the example of docs/adding-a-backend.md. */
@NullMarked
package dev.lamina.testkit.toy;

import org.jspecify.annotations.NullMarked;
