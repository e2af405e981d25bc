package dev.lamina.serialization;

import dev.lamina.graph.Operation;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Layer;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Masking;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.ops.Ints;
import dev.lamina.ops.Pairwise;
import dev.lamina.ops.Reducing;
import dev.lamina.ops.Rounding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which mask each value of a functional model carries, as the operations that Keras would write.
 * Where this knows no rule it says "none": Keras finds the mask by itself when it loads the model.
 */
final class SymbolicMasks {
  private final KerasJson objects;
  private final Set<String> names;
  private final Map<SymbolicTensor, Optional<SymbolicTensor>> known = new HashMap<>();

  /** {@code names}: of the model's layers. */
  SymbolicMasks(KerasJson objects, Set<String> names) {
    this.objects = objects;
    this.names = new HashSet<>(names);
  }

  Optional<SymbolicTensor> of(SymbolicTensor t) {
    Optional<SymbolicTensor> mask = known.get(t);
    if (mask == null) {
      LayerCall call = t.source();
      for (SymbolicTensor out : call.outputs()) {
        known.put(out, Optional.empty());
      }
      call.inputs().forEach(this::of);
      Optional<SymbolicTensor> first = computed(call);
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

  private Optional<SymbolicTensor> computed(LayerCall call) {
    Layer layer = call.layer().layer();
    List<SymbolicTensor> inputs = call.inputs();
    if (inputs.isEmpty() || layer instanceof OpLayer) {
      return Optional.empty();
    }
    if (layer instanceof Embedding e) {
      return e.maskZero() ? Optional.of(notEqual(inputs.get(0), 0)) : Optional.empty();
    }
    if (layer instanceof Masking m) {
      SymbolicTensor valid = notEqual(inputs.get(0), m.maskValue());
      var any = new Reducing(Reducing.Kind.ANY, Optional.of(Ints.of(-1)), false);
      return Optional.of(call("any", any, List.of(valid)));
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
  private SymbolicTensor converted(SymbolicTensor mask) {
    return call("convert_to_tensor", new Rounding.ConvertToTensor(Optional.empty()), List.of(mask));
  }

  private boolean returnsSequences(Layer layer) {
    RecordSchema.Typed value =
        new RecordSchema(objects.classOf(layer).type())
            .values((Record) layer)
            .get("return_sequences");
    return value != null && value.value().equals(true);
  }

  /** Merging layers: valid where any input is, if all have masks. */
  private Optional<SymbolicTensor> any(List<SymbolicTensor> inputs) {
    Optional<SymbolicTensor> out = of(inputs.get(0));
    for (SymbolicTensor in : inputs.subList(1, inputs.size())) {
      Optional<SymbolicTensor> next = of(in);
      var or = new Pairwise(Pairwise.Kind.LOGICAL_OR, Optional.empty(), Optional.empty());
      out =
          out.isEmpty() || next.isEmpty()
              ? Optional.empty()
              : Optional.of(call("logical_or", or, List.of(out.get(), next.get())));
    }
    return out;
  }

  private SymbolicTensor notEqual(SymbolicTensor x, Number value) {
    var op = new Pairwise(Pairwise.Kind.NOT_EQUAL, Optional.empty(), Optional.of(value));
    return call("not_equal", op, List.of(x));
  }

  private SymbolicTensor call(String base, Operation operation, List<SymbolicTensor> inputs) {
    String name = base;
    for (int i = 1; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return Shared.of(new OpLayer(operation).named(name)).call(inputs).outputs().get(0);
  }
}
