/** How weights start: pure functions of shape and key. */
@NullMarked
package dev.lamina.initializers;

import org.jspecify.annotations.NullMarked;
