package dev.lamina.backend.java;

import dev.lamina.backend.Arguments;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A plan with its inputs and variables. It keeps no state between runs. */
final class JavaProgram implements Program {
  private final Graph graph;
  private final Plan plan;
  private final AtomicLong live;
  private final AtomicBoolean open = new AtomicBoolean(true);

  JavaProgram(Graph graph, Plan plan, AtomicLong live) {
    this.graph = graph;
    this.plan = plan;
    this.live = live;
    live.addAndGet(plan.constantBytes());
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<Buffer> variables) {
    if (!open.get()) {
      throw new IllegalStateException("program: is closed");
    }
    Arguments.check(graph, inputs, variables);
    var buffers = new ArrayList<JavaBuffer>(variables.size());
    var arguments = new ArrayList<>(inputs);
    for (int i = 0; i < variables.size(); i++) {
      if (!(variables.get(i) instanceof JavaBuffer b)) {
        throw new IllegalArgumentException(
            "program: variable %d was allocated by another backend, expected 'java'".formatted(i));
      }
      buffers.add(b);
      arguments.add(b.read());
    }
    List<Tensor> results = plan.run(arguments);
    List<Tensor> outputs =
        results.subList(0, graph.outputs().size()).stream().map(t -> own(t, inputs)).toList();
    for (int i = 0; i < graph.updates().size(); i++) {
      int variable = graph.variables().indexOf(graph.updates().get(i).variable());
      buffers.get(variable).set(own(results.get(graph.outputs().size() + i), inputs));
    }
    return outputs;
  }

  /** Copies a result that is an input's array: the caller may change its inputs after the run. */
  private static Tensor own(Tensor result, List<Tensor> inputs) {
    return inputs.stream().anyMatch(i -> i.array() == result.array())
        ? Elements.copy(result)
        : result;
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      live.addAndGet(-plan.constantBytes());
    }
  }
}
