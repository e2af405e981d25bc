package dev.lamina.training;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step as a graph, with the weights that its variables stand for and the names of its outputs.
 * The standard passes have run.
 *
 * @param weights one per variable of the graph
 * @param names one per output
 */
record StepGraph(Graph graph, List<Weight> weights, List<String> names) {

  /** What kind of step. */
  enum Kind {
    TRAIN,
    EVALUATE,
    PREDICT
  }

  /**
   * What a step takes.
   *
   * @param x types of the inputs
   * @param y types of the targets
   * @param sampleWeights types of the sample weights, one per output or none
   */
  record Signature(
      Kind kind,
      List<TensorType> x,
      List<TensorType> y,
      List<Optional<TensorType>> sampleWeights) {}

  /** Collects variables, updates and outputs while a step is written. */
  static final class Builder {
    private final Map<Weight, Value> variables = new LinkedHashMap<>();
    private final Map<Value, Value> updates = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Value input(String name, TensorType type) {
      Value v = Value.input(name, type);
      inputs.add(v);
      return v;
    }

    Value variable(Weight w) {
      return variables.computeIfAbsent(w, x -> Value.variable(x.path(), x.type()));
    }

    void addVariables(Map<Weight, Value> more) {
      variables.putAll(more);
    }

    void update(Value variable, Value value) {
      updates.put(variable, value);
    }

    void output(String name, Value v) {
      names.add(name);
      outputs.add(v);
    }

    StepGraph build() {
      var list = new ArrayList<Graph.Update>();
      updates.forEach((variable, value) -> list.add(new Graph.Update(variable, value)));
      Graph g = new Graph(inputs, List.copyOf(variables.values()), outputs, list);
      return new StepGraph(Passes.standard(g), List.copyOf(variables.keySet()), List.copyOf(names));
    }
  }
}
