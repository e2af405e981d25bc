/** Zip files as hostile data: everything is checked before an entry is read. */
@NullMarked
package dev.lamina.serialization.zip;

import org.jspecify.annotations.NullMarked;
