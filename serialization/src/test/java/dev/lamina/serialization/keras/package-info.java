@NullMarked
package dev.lamina.serialization.keras;

import org.jspecify.annotations.NullMarked;
