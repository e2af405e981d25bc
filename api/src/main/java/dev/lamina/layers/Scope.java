package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * What a layer sees of the model while it writes itself into a graph: its weights, the training
 * flag, randomness, masks. Asking twice for a weight of one name gives the same weight.
 */
public interface Scope {
  /** The layer's path, such as {@code encoder/dense_1}: for messages. */
  String path();

  /** The dtype that the layer computes in: what integers become where it needs fractions. */
  default DType computeDtype() {
    return DType.FLOAT32;
  }

  /** The weight that {@code spec} describes, made if it does not exist yet. */
  Value weight(WeightSpec spec);

  /** A trainable weight. */
  default Value param(String name, Shape shape, Initializer initializer) {
    return weight(WeightSpec.param(name, shape, initializer));
  }

  /** A non-trainable weight, such as a moving mean. */
  default Value state(String name, Shape shape, Initializer initializer) {
    return weight(WeightSpec.state(name, shape, initializer));
  }

  /**
   * A value that survives from call to call and is no weight, such as the state of a stateful
   * recurrent layer: zeros at first and after a reset. Set it with {@link #update}.
   *
   * @param type with the batch in front, whose size must be the same in all calls
   */
  Value memory(String name, TensorType type);

  /**
   * After this step, the non-trainable weight or memory {@code state} holds {@code value}; who asks
   * for it again within the step sees the new value.
   */
  void update(Value state, Value value);

  /** Whether this is a training step. */
  boolean training();

  /** Whether the layer's weights are trained ({@code trainable} of it and of all around it). */
  boolean trainable();

  /** Uniform float32 numbers in [0, 1), new ones for every call and every step. */
  Value random(Shape shape);

  /** The mask (bool) of an input, if it has one. */
  Optional<Value> mask(int input);

  /** A tensor that the call passes by name, such as {@code attentionMask}. */
  Optional<Value> argument(String name);

  /** Whether the call sets a flag, such as {@code useCausalMask}. */
  boolean flag(String name);

  /** Adds a scalar to the model's loss. */
  void addLoss(Value scalar);

  /**
   * Calls a layer inside of this one, as {@code name} below this path; calling the same name again
   * shares its weights. {@code masks}: one per input.
   */
  Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks);

  /** Calls a layer that has its weights itself. {@code masks}: one per input. */
  default Called call(Shared layer, List<Value> inputs, List<Optional<Value>> masks) {
    return call(layer, CallForm.of(inputs.size()), inputs, masks);
  }

  /** The same with arguments by name. {@code masks}: one per tensor. */
  Called call(Shared layer, CallForm form, List<Value> tensors, List<Optional<Value>> masks);

  /** Calls a layer inside of this one on one value without a mask. */
  default Value call(String name, Layer layer, Value input) {
    return call(name, layer, List.of(input), List.of(Optional.empty())).outputs().get(0);
  }

  /** The same scope as seen in inference or training: for layers that pass the flag on. */
  Scope withTraining(boolean training);

  /** The same scope, whose weights are not trained. */
  Scope frozen();

  /** What a called layer returned. */
  record Called(List<Value> outputs, List<Optional<Value>> masks) {}
}
