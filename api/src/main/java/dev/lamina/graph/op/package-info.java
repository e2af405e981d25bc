/**
 * The operations, one record each: static attributes, type rule and gradient. The sealed interface
 * {@link dev.lamina.graph.op.Op} is the registry.
 */
@NullMarked
package dev.lamina.graph.op;

import org.jspecify.annotations.NullMarked;
