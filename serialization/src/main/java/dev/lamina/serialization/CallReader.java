package dev.lamina.serialization;

import dev.lamina.layers.Arguments;
import dev.lamina.layers.CallForm;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Signature;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what one node of a functional model calls its layer on. */
final class CallReader {
  /** Names that Keras' layers have for their only input. */
  private static final Set<String> ONLY = Set.of("inputs", "x", "sequence", "sequences");

  private static final Pattern WORD = Pattern.compile("_(.)");

  private final String where;
  private final Signature signature;
  private final MaskOps masks;
  private final String className;
  private boolean computedMask;

  private final List<JsonNode> inputs = new ArrayList<>();
  private final Map<String, JsonNode> named = new LinkedHashMap<>();
  private int positional;

  CallReader(String where, Layer layer, MaskOps masks) {
    this.where = where;
    this.signature = layer.signature();
    this.masks = masks;
    this.className = layer.kerasName();
  }

  /** {@code tensor}: by keras_history and place. Empty if a tensor does not exist yet. */
  Optional<Arguments> read(
      JsonNode node, BiFunction<JsonNode, String, Optional<SymbolicTensor>> tensor) {
    positional(node.path("args"));
    positional = inputs.size();
    for (Map.Entry<String, JsonNode> e : node.path("kwargs").properties()) {
      keyword(e.getKey(), e.getValue());
    }
    if (computedMask && inputs.size() > 1 && Calls.takesInitialState(className)) {
      throw new ModelFormatException(
          where
              + ": a mask beside initial_state is supported if it is an input of the model, not if"
              + " an Embedding or Masking layer made it");
    }
    var tensors = new ArrayList<SymbolicTensor>();
    if (!add(inputs, tensor, tensors)) {
      return Optional.empty();
    }
    Map<String, CallForm.Argument> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : named.entrySet()) {
      Optional<CallForm.Argument> a = argument(e.getKey(), e.getValue(), tensor, tensors);
      if (a.isEmpty()) {
        return Optional.empty();
      }
      arguments.put(e.getKey(), a.get());
    }
    return Optional.of(new Arguments(tensors, new CallForm(inputs.size(), positional, arguments)));
  }

  /** Arguments without a name are those of the signature in their order. */
  private void positional(JsonNode args) {
    boolean list = args.path(0).isArray();
    int own = list ? 1 : signature.inputs().size();
    for (int i = 0; i < args.size(); i++) {
      JsonNode a = args.get(i);
      if (i < own || isState(a)) {
        inputs(a);
      } else if (i - own < signature.tensors().size()) {
        named(signature.tensors().get(i - own), a);
      } else {
        throw new ModelFormatException(
            "%s: the argument %s is not supported".formatted(where, KerasJson.brief(a)));
      }
    }
  }

  /** Of layers that name nothing but a mask, what is no mask is an initial state. */
  private boolean isState(JsonNode a) {
    JsonNode first = a.isArray() ? a.path(0) : a;
    boolean mask = first.isNull() || first.path("config").path("dtype").asString("").equals("bool");
    return signature.tensors().size() == 1 && !mask;
  }

  private void inputs(JsonNode arg) {
    if (isTensor(arg)) {
      inputs.add(arg);
    } else if (arg.isArray() && !arg.isEmpty()) {
      arg.forEach(this::inputs);
    } else if (arg.isObject() && !arg.isEmpty() && !arg.has("class_name")) {
      // Inputs by name: Keras sorts them, as those of the model that is called.
      arg.propertyNames().stream().sorted().forEach(k -> inputs(arg.get(k)));
    } else if (!(arg.isNull() && !inputs.isEmpty())) {
      throw new ModelFormatException(
          "%s: the argument %s is not a tensor".formatted(where, KerasJson.brief(arg)));
    }
  }

  private void keyword(String key, JsonNode value) {
    String name = camel(key);
    boolean input = signature.inputs().contains(name) || (inputs.isEmpty() && ONLY.contains(key));
    if (input && !value.isNull()) {
      inputs(value);
    } else if (key.equals("initial_state") && !value.isNull()) {
      inputs(value);
      positional = inputs.size();
    } else {
      named(name, value);
    }
  }

  /** Leaves out what Keras writes by itself where there is nothing. */
  private void named(String name, JsonNode value) {
    boolean automatic = name.equals("mask") || name.equals("training");
    boolean nothing = isNothing(value);
    boolean computed = name.equals("mask") && masks.isMask(value);
    computedMask |= computed;
    if (!computed && !(automatic && nothing) && !(name.equals("initialState") && nothing)) {
      named.put(name, value);
    }
  }

  /** Null, false, or the nulls of a mask for inputs by name. */
  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isObject() && value.valueStream().allMatch(JsonNode::isNull));
  }

  /** Empty if a tensor does not exist yet. */
  private Optional<CallForm.Argument> argument(
      String name,
      JsonNode value,
      BiFunction<JsonNode, String, Optional<SymbolicTensor>> tensor,
      List<SymbolicTensor> tensors) {
    if (value.isBoolean()) {
      return Optional.of(new CallForm.Argument.Flag(value.booleanValue()));
    }
    if (value.isNull()) {
      return Optional.of(new CallForm.Argument.Tensor(Optional.empty()));
    }
    int first = tensors.size();
    if (isTensor(value)) {
      return add(List.of(value), tensor, tensors)
          ? Optional.of(new CallForm.Argument.Tensor(Optional.of(first)))
          : Optional.empty();
    }
    if (value.isArray() && all(value).allMatch(v -> isTensor(v) || v.isNull())) {
      if (!add(all(value).filter(v -> !v.isNull()).toList(), tensor, tensors)) {
        return Optional.empty();
      }
      var indices = new ArrayList<Optional<Integer>>();
      int next = first;
      for (JsonNode v : value) {
        indices.add(v.isNull() ? Optional.empty() : Optional.of(next++));
      }
      return Optional.of(new CallForm.Argument.Tensors(indices));
    }
    throw new ModelFormatException(
        "%s: the argument %s = %s is not supported; it can be passed the tensors %s and the flags %s"
            .formatted(
                where,
                name,
                KerasJson.brief(value),
                signature.tensors(),
                new TreeSet<>(signature.flags())));
  }

  private static Stream<JsonNode> all(JsonNode array) {
    var out = new ArrayList<JsonNode>();
    array.forEach(out::add);
    return out.stream();
  }

  private boolean add(
      List<JsonNode> refs,
      BiFunction<JsonNode, String, Optional<SymbolicTensor>> tensor,
      List<SymbolicTensor> to) {
    for (JsonNode r : refs) {
      Optional<SymbolicTensor> t = tensor.apply(r.path("config").path("keras_history"), where);
      if (t.isEmpty()) {
        return false;
      }
      to.add(t.get());
    }
    return true;
  }

  private static boolean isTensor(JsonNode arg) {
    return arg.path("class_name").asString("").equals(FunctionalJson.TENSOR);
  }

  /** {@code use_causal_mask} is {@code useCausalMask}. */
  private static String camel(String key) {
    return WORD.matcher(key).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }
}
