package dev.lamina.layers;

/** How IntegerLookup spreads unknown integers over several indices. */
public enum OovMethod {
  /** The integer modulo the number of indices, never negative. */
  FLOORMOD,
  /** FarmHash64 of the integer as decimal text, with a salt SipHash64. */
  FARMHASH
}
