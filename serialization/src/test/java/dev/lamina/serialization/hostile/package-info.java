/** Hostile and broken files, built by code: each must be refused, quickly and with its rule. */
@NullMarked
package dev.lamina.serialization.hostile;

import org.jspecify.annotations.NullMarked;
