/** What can be hooked into training. */
@NullMarked
package dev.lamina.callbacks;

import org.jspecify.annotations.NullMarked;
