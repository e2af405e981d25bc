/** What an engine implements, and how one is found. */
@NullMarked
package dev.lamina.backend;

import org.jspecify.annotations.NullMarked;
