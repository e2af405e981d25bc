package dev.lamina.training;

/**
 * How {@link dev.lamina.Model#loadWeights(java.nio.file.Path, WeightLoading)} treats a file that
 * does not fit; the options of Keras' {@code load_weights}.
 *
 * @param skipMismatch weights of another shape, and layers of which the file or the model has other
 *     weights, keep their values and are listed in the result; else they are an error
 * @param byName layers take the weights that the file has under their names; layers that only one
 *     of the two has are left out. For legacy {@code .h5} and {@code .safetensors} files; the
 *     others hold no names
 */
public record WeightLoading(boolean skipMismatch, boolean byName) {

  /** Everything must fit: Keras' defaults. */
  public static WeightLoading exact() {
    return new WeightLoading(false, false);
  }

  public WeightLoading withSkipMismatch(boolean value) {
    return new WeightLoading(value, byName);
  }

  public WeightLoading withByName(boolean value) {
    return new WeightLoading(skipMismatch, value);
  }
}
