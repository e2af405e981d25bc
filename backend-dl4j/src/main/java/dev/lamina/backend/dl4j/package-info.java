/**
 * An engine on ND4J's native ops: a graph becomes a list of prepared op calls over preallocated
 * off-heap arrays. What ND4J lacks or gets wrong runs on the Java engine's kernels.
 */
@NullMarked
package dev.lamina.backend.dl4j;

import org.jspecify.annotations.NullMarked;
