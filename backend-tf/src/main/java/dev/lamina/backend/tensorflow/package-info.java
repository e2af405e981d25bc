/**
 * The TensorFlow engine: a graph becomes one TensorFlow function, a run is one call of it. Needs
 * only TensorFlow's C API as JavaCPP binds it.
 */
@NullMarked
package dev.lamina.backend.tensorflow;

import org.jspecify.annotations.NullMarked;
