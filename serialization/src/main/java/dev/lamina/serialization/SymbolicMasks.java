package dev.lamina.serialization;

import dev.lamina.layers.Embedding;
import dev.lamina.layers.Layer;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Masking;
import dev.lamina.layers.SymbolicTensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which mask each value of a functional model carries, as operations that Keras would write. Where
 * this knows no rule it says "none": Keras finds the mask by itself when it loads the model.
 */
final class SymbolicMasks {
  private final KerasJson objects;
  private final Set<String> names;
  private final Map<SymbolicTensor, Optional<Operation.Mask>> known = new HashMap<>();

  /** {@code names}: of the model's layers. */
  SymbolicMasks(KerasJson objects, Set<String> names) {
    this.objects = objects;
    this.names = new HashSet<>(names);
  }

  Optional<Operation.Mask> of(SymbolicTensor t) {
    Optional<Operation.Mask> mask = known.get(t);
    if (mask == null) {
      LayerCall call = t.source();
      for (SymbolicTensor out : call.outputs()) {
        known.put(out, Optional.empty());
      }
      call.inputs().forEach(this::of);
      Optional<Operation.Mask> first = computed(call);
      boolean all = call.layer().layer().supportsMasking() && !isRecurrent(call);
      for (SymbolicTensor out : all ? call.outputs() : call.outputs().subList(0, 1)) {
        known.put(out, first);
      }
      // An Input is not the value that its call lists as output.
      mask = known.getOrDefault(t, Optional.empty());
      known.put(t, mask);
    }
    return mask;
  }

  private static boolean isRecurrent(LayerCall call) {
    return Calls.isRecurrent(call.layer().layer().kerasName());
  }

  private Optional<Operation.Mask> computed(LayerCall call) {
    Layer layer = call.layer().layer();
    List<SymbolicTensor> inputs = call.inputs();
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    if (layer instanceof Embedding e) {
      return e.maskZero() ? Optional.of(notEqual(inputs.get(0), 0)) : Optional.empty();
    }
    if (layer instanceof Masking m) {
      Operation.Mask valid = notEqual(inputs.get(0), m.maskValue());
      return Optional.of(new Operation.Mask("Any", name("any"), List.of(Operation.Arg.of(valid))));
    }
    if (isRecurrent(call)) {
      return returnsSequences(layer) ? of(inputs.get(0)) : Optional.empty();
    }
    if (Calls.isMerging(layer.kerasName())) {
      return layer.kerasName().equals("Concatenate") ? Optional.empty() : any(inputs);
    }
    if (Calls.takesList(layer.kerasName())) {
      return of(inputs.get(0)).map(this::converted);
    }
    return layer.supportsMasking() ? of(inputs.get(0)) : Optional.empty();
  }

  /** Keras' attention layers make a tensor of what is one already. */
  private Operation.Mask converted(Operation.Mask mask) {
    return new Operation.Mask(
        "ConvertToTensor", name("convert_to_tensor"), List.of(Operation.Arg.of(mask)));
  }

  private boolean returnsSequences(Layer layer) {
    RecordSchema.Typed value =
        new RecordSchema(objects.classOf(layer).type())
            .values((Record) layer)
            .get("return_sequences");
    return value != null && value.value().equals(true);
  }

  /** Merging layers: valid where any input is, if all have masks. */
  private Optional<Operation.Mask> any(List<SymbolicTensor> inputs) {
    Optional<Operation.Mask> out = of(inputs.get(0));
    for (SymbolicTensor in : inputs.subList(1, inputs.size())) {
      Optional<Operation.Mask> next = of(in);
      out =
          out.isEmpty() || next.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Operation.Mask(
                      "LogicalOr",
                      name("logical_or"),
                      List.of(Operation.Arg.of(out.get()), Operation.Arg.of(next.get()))));
    }
    return out;
  }

  private Operation.Mask notEqual(SymbolicTensor x, Number value) {
    return new Operation.Mask(
        "NotEqual", name("not_equal"), List.of(Operation.Arg.of(x), Operation.Arg.of(value)));
  }

  private String name(String base) {
    String name = base;
    for (int i = 1; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
