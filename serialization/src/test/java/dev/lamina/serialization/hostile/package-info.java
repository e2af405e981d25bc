/**
 * Hostile and broken files: built by code, each to be refused quickly and with its rule; and good
 * ones changed at random.
 */
@NullMarked
package dev.lamina.serialization.hostile;

import org.jspecify.annotations.NullMarked;
