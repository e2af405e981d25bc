@NullMarked
package dev.lamina.serialization;

import org.jspecify.annotations.NullMarked;
