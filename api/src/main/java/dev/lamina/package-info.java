/** The user API: models, their inputs, and how they are compiled and trained. */
@NullMarked
package dev.lamina;

import org.jspecify.annotations.NullMarked;
