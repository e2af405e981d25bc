/** Host tensors and their types: the lowest layer, which knows nothing of graphs or engines. */
@NullMarked
package dev.lamina.tensor;

import org.jspecify.annotations.NullMarked;
