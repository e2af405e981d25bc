package dev.lamina.eager;

import dev.lamina.Model;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Rewriter;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer as an operation. Inputs: the layer's, a number for random draws, the weights. Results:
 * the layer's outputs, the sum of what it adds to the loss (if it does), the new values of moving
 * statistics. Identity equality.
 */
final class LayerOperation implements Operation {
  private final String name;
  private final List<Value> inputs;
  private final List<Weight> weights;
  private final List<Weight> updated;
  private final List<Value> results;
  private final int outputs;
  private final int own;

  private LayerOperation(
      String name,
      List<Value> inputs,
      List<Weight> weights,
      List<Weight> updated,
      List<Value> results,
      int outputs,
      int own) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.weights = List.copyOf(weights);
    this.updated = List.copyOf(updated);
    this.results = List.copyOf(results);
    this.outputs = outputs;
    this.own = own;
  }

  /** Writes the layer once; makes its weights if they do not exist. */
  static LayerOperation trace(Shared layer, boolean training, long seed, List<TensorType> types) {
    var x = new ArrayList<Value>();
    types.forEach(t -> x.add(Value.input("x", t)));
    Value draw = Value.input("draw", new TensorType(DType.INT64, Shape.scalar()));
    var tracer = new Tracer(training, seed, draw);
    Scope.Called called = called(layer, tracer, types, x);
    var inputs = new ArrayList<Value>(x);
    inputs.add(draw);
    var weights = new ArrayList<Weight>();
    var updated = new ArrayList<Weight>();
    var results = new ArrayList<Value>(called.outputs());
    tracer.losses().stream().reduce(Value::plus).ifPresent(results::add);
    int own = results.size();
    for (Map.Entry<Weight, Value> e : tracer.variables().entrySet()) {
      weights.add(e.getKey());
      inputs.add(e.getValue());
      Value next = tracer.updates().get(e.getValue());
      if (next != null) {
        updated.add(e.getKey());
        results.add(next);
      }
    }
    return new LayerOperation(
        layer.toString(), inputs, weights, updated, results, called.outputs().size(), own);
  }

  private static Scope.Called called(
      Shared layer, Tracer tracer, List<TensorType> types, List<Value> x) {
    if (layer.layer() instanceof Model m) {
      m.topology().buildForShapes(types);
      return tracer.trace(m.network(), x);
    }
    return tracer.trace(layer, x);
  }

  /** How many results are outputs of the layer. */
  int outputs() {
    return outputs;
  }

  /** How many results come before the new values of moving statistics. */
  int own() {
    return own;
  }

  List<Weight> weights() {
    return weights;
  }

  /** The weights that a call changes; their new values follow the outputs. */
  List<Weight> updated() {
    return updated;
  }

  @Override
  public List<Value> write(List<Value> given) {
    var replaced = new HashMap<Value, Value>();
    for (int i = 0; i < inputs.size(); i++) {
      replaced.put(inputs.get(i), given.get(i));
    }
    var rewriter = new Rewriter(replaced);
    return results.stream().map(rewriter::value).toList();
  }

  @Override
  public String kerasName() {
    return name;
  }
}
