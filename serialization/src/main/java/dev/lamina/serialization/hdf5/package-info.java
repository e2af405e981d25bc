/** HDF5 files, as far as Keras uses them. */
@NullMarked
package dev.lamina.serialization.hdf5;

import org.jspecify.annotations.NullMarked;
