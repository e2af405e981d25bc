package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.graph.pass.Passes;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Operation;

/** From a graph to a program: a function of the inputs and the handles of the variables. */
final class Compiler {
  private Compiler() {}

  static Program compile(Context context, Kernels kernels, Graph graph) {
    var updates = new Updates(graph);
    Graph lowered = lower(graph, updates);
    var library = new Library(context);
    Lock use = context.use();
    use.lock();
    try {
      context.checkOpen();
      return build(context, kernels, library, lowered, updates);
    } catch (RuntimeException e) {
      library.remove();
      throw e;
    } finally {
      use.unlock();
    }
  }

  /** The graph in ops that have a kernel. */
  private static Graph lower(Graph graph, Updates updates) {
    return Passes.standard(Lowering.apply(graph, n -> Composites.keeps(n) || updates.inPlace(n)));
  }

  private static Program build(
      Context context, Kernels kernels, Library library, Graph graph, Updates updates) {
    // Frees the small native arguments of the construction's calls.
    var scope = new PointerScope();
    try (Status status = new Status();
        FunctionBuilder function = new FunctionBuilder(status)) {
      var emit = new Emit(function, kernels, library);
      var values = new Values(emit);
      for (Value v : graph.inputs()) {
        values.put(v, function.argument(Types.of(v.dtype()), Types.dims(v.shape())));
      }
      for (Value v : graph.variables()) {
        values.variable(v, function.argument(Types.RESOURCE));
      }
      GraphEmitter.nodes(emit, graph, values, updates::inPlace);
      List<Out> results = graph.outputs().stream().map(values::get).toList();
      List<TF_Operation> effects = GraphEmitter.updates(emit, graph, values, updates);

      String name = library.uniqueName("program");
      library.add(name, function.build(name, results, effects));
      library.constructed();
      return new TfProgram(context, library, name, graph, emit);
    } finally {
      scope.close();
    }
  }
}
