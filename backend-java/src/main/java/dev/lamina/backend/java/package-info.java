/**
 * The engine in plain Java: float32 and float64, no native code. It is written to be obviously
 * correct and is what the other engines are tested against.
 */
@NullMarked
package dev.lamina.backend.java;

import org.jspecify.annotations.NullMarked;
