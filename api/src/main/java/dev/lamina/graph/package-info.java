/** The typed, static-shape SSA graph that layers build and engines compile. */
@NullMarked
package dev.lamina.graph;

import org.jspecify.annotations.NullMarked;
