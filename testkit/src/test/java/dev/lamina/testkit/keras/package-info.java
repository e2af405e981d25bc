/** Numbers of real Keras for the building blocks. */
@NullMarked
package dev.lamina.testkit.keras;

import org.jspecify.annotations.NullMarked;
