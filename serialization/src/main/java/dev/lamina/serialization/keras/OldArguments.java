package dev.lamina.serialization.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * How the arguments of Keras 2's layers differ from Keras 3's.
 *
 * <p>Source: the configs of both, as tf.keras 2.0 to 2.21 and Keras 3.15 write them.
 */
final class OldArguments {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * An argument that Keras 3 does not have. {@code harmless}: the values under which it changes
   * nothing; empty: all of them.
   */
  record Dropped(String key, List<JsonNode> harmless) {
    boolean allows(JsonNode value) {
      return harmless.isEmpty() || harmless.contains(value);
    }
  }

  private static final JsonNode NO = JSON.booleanNode(false);
  private static final JsonNode YES = JSON.booleanNode(true);

  private static final Map<String, String> CLASSES =
      Map.of(
          "BatchNormalizationV1", "BatchNormalization",
          "BatchNormalizationV2", "BatchNormalization",
          "SyncBatchNormalization", "BatchNormalization",
          "ThresholdedReLU", "ReLU",
          "Model", "Functional");

  /** Which of a layer's variables is called what in Keras 3. */
  private static final Map<String, Map<String, String>> RENAMED =
      Map.of("LeakyReLU", Map.of("alpha", "negative_slope"), "ReLU", Map.of("theta", "threshold"));

  private static final Set<String> RECURRENT =
      Set.of(
          "LSTM",
          "GRU",
          "SimpleRNN",
          "RNN",
          "ConvLSTM1D",
          "ConvLSTM2D",
          "ConvLSTM3D",
          "LSTMCell",
          "GRUCell",
          "SimpleRNNCell");

  private static final Map<String, List<Dropped>> DROPPED = dropped();

  /** What an argument that a file of an older version does not have was meant to be. */
  private static final Map<String, Map<String, JsonNode>> ABSENT =
      Map.ofEntries(
          Map.entry("Conv1D", Map.of("groups", JSON.numberNode(1))),
          Map.entry("Conv2D", Map.of("groups", JSON.numberNode(1))),
          Map.entry("Conv3D", Map.of("groups", JSON.numberNode(1))),
          Map.entry("Attention", Map.of("score_mode", JSON.stringNode("dot"))),
          Map.entry(
              "ReLU",
              Map.of("negative_slope", JSON.numberNode(0.0), "threshold", JSON.numberNode(0.0))),
          Map.entry("BatchNormalization", Map.of("renorm_momentum", JSON.numberNode(0.99))),
          Map.entry(
              "SyncBatchNormalization",
              Map.of("synchronized", YES, "renorm_momentum", JSON.numberNode(0.99))));

  private OldArguments() {}

  private static Map<String, List<Dropped>> dropped() {
    var out = new HashMap<String, List<Dropped>>();
    for (String c : RECURRENT) {
      out.put(c, List.of(any("implementation"), only("time_major", NO)));
    }
    for (String c : List.of("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")) {
      out.put(c, List.of(only("groups", JSON.numberNode(1))));
    }
    for (String c :
        List.of("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D")) {
      out.put(
          c,
          List.of(
              only("groups", JSON.numberNode(1)),
              any("kernel_initializer"),
              only("kernel_regularizer", NullNode.getInstance()),
              only("kernel_constraint", NullNode.getInstance())));
    }
    for (String c : List.of("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")) {
      out.put(c, List.of(only("noise_shape", NullNode.getInstance())));
    }
    for (String c : List.of("StringLookup", "IntegerLookup", "TextVectorization")) {
      out.put(c, List.of(any("has_input_vocabulary")));
    }
    out.put("Embedding", List.of(any("input_length")));
    out.put(
        "MultiHeadAttention",
        List.of(
            any("query_shape"),
            any("key_shape"),
            any("value_shape"),
            only("softmax_robust_masking", NO)));
    for (String c : List.of("Attention", "AdditiveAttention")) {
      out.put(c, List.of(only("causal", NO)));
    }
    out.put(
        "BatchNormalization",
        List.of(
            any("fused"),
            only("virtual_batch_size", NullNode.getInstance()),
            only("adjustment", NullNode.getInstance())));
    out.put("StackedRNNCells", List.of(only("reverse_state_order", NO)));
    return Map.copyOf(out);
  }

  private static Dropped any(String key) {
    return new Dropped(key, List.of());
  }

  private static Dropped only(String key, JsonNode value) {
    return new Dropped(key, List.of(value));
  }

  /** Keras 3's name of a layer class. */
  static String className(String old) {
    return CLASSES.getOrDefault(old, old);
  }

  /** Keras 3's name of an argument; {@code className}: Keras 3's. */
  static Optional<String> renamed(String className, String key) {
    return Optional.ofNullable(RENAMED.getOrDefault(className, Map.of()).get(key));
  }

  static Optional<Dropped> dropped(String className, String key) {
    if (key.equals("batch_input_shape") || key.equals("input_dtype")) {
      return Optional.of(any(key));
    }
    return DROPPED.getOrDefault(className, List.of()).stream()
        .filter(d -> d.key().equals(key))
        .findFirst();
  }

  /** {@code old}: the class name in the file. */
  static Map<String, JsonNode> absent(String old) {
    return ABSENT.getOrDefault(ABSENT.containsKey(old) ? old : className(old), Map.of());
  }
}
