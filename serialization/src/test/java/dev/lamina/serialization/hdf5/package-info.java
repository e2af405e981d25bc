@NullMarked
package dev.lamina.serialization.hdf5;

import org.jspecify.annotations.NullMarked;
