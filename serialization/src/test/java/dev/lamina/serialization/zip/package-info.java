@NullMarked
package dev.lamina.serialization.zip;

import org.jspecify.annotations.NullMarked;
