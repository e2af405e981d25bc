package dev.lamina.serialization;

import java.util.Set;

/** How Keras calls layers: which arguments stand in a file beside the tensors. */
final class Calls {
  /** Layers that take a list of tensors as their first argument. */
  private static final Set<String> MERGING =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Average",
          "Maximum",
          "Minimum",
          "Concatenate",
          "Dot",
          "HashedCrossing");

  /** Layers that also take their inputs as one list, but have one mask, the first. */
  private static final Set<String> ATTENTION = Set.of("Attention", "AdditiveAttention");

  private static final Set<String> RECURRENT =
      Set.of("LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D");

  /** Layers (and models) with a mask argument, written even where there is no mask. */
  private static final Set<String> MASKED =
      Set.of(
          "BatchNormalization",
          "GlobalAveragePooling1D",
          "Bidirectional",
          "TimeDistributed",
          "Lambda",
          "Softmax",
          "Functional",
          "Sequential");

  /** Layers with a training argument. */
  private static final Set<String> TRAINING =
      Set.of(
          "AlphaDropout",
          "Dropout",
          "GaussianDropout",
          "GaussianNoise",
          "SpectralNormalization",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D");

  private Calls() {}

  /** Whether a layer is called on one list of its inputs. */
  static boolean takesList(String className) {
    return MERGING.contains(className) || ATTENTION.contains(className);
  }

  static boolean isMerging(String className) {
    return MERGING.contains(className);
  }

  static boolean isRecurrent(String className) {
    return RECURRENT.contains(className);
  }

  static boolean takesInitialState(String className) {
    return isRecurrent(className) || className.equals("Bidirectional");
  }

  static boolean takesTraining(String className) {
    return RECURRENT.contains(className) || TRAINING.contains(className);
  }

  static boolean takesMask(String className) {
    return RECURRENT.contains(className) || MASKED.contains(className);
  }
}
