/** Graph to graph: differentiation, lowering, simplification. Shared by all engines. */
@NullMarked
package dev.lamina.graph.pass;

import org.jspecify.annotations.NullMarked;
