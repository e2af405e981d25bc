package dev.lamina.layers;

/** What a layer's {@link DTypePolicy} does to its inputs, weights and outputs. */
public enum Autocast {
  /** Inputs and weights come in the compute dtype. */
  ALL,
  /**
   * Inputs are rounded to the compute dtype; then everything is computed in float32 at least, with
   * the weights as they are, and the outputs are rounded to the compute dtype.
   */
  ENDS,
  /** As {@link #ENDS}, but the inputs are taken as they are. */
  OUTPUTS,
  /** Nothing: the layer's dtype comes from its inputs or from an argument of its own. */
  NONE
}
