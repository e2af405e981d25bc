/** Data sets in memory and how they are cut into batches. */
@NullMarked
package dev.lamina.data;

import org.jspecify.annotations.NullMarked;
