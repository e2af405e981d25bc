package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Arguments;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import org.tensorflow.internal.c_api.TFE_TensorHandle;

/** A function in the context. Every run that goes on at the same time has a call of its own. */
final class TfProgram implements Program {
  private final Context context;
  private final String name;
  private final Graph graph;
  private final Map<String, Node> gathers;
  private final Function function;

  /** The native side. */
  private static final class Function extends Resource {
    final Library library;
    final ConcurrentLinkedDeque<Call> idle = new ConcurrentLinkedDeque<>();

    Function(Context context, Library library) {
      super(context);
      this.library = library;
    }

    @Override
    void free() {
      idle.forEach(Call::close);
      idle.clear();
      library.remove();
    }
  }

  TfProgram(Context context, Library library, String name, Graph graph, Emit emitted) {
    this.context = context;
    this.name = name;
    this.graph = graph;
    this.gathers = Map.copyOf(emitted.gathers);
    this.function = new Function(context, library);
    context.register(this, function);
    function.holds(emitted.constantBytes);
  }

  @Override
  public List<Tensor> run(List<Tensor> in, List<Buffer> buffers) {
    Arguments.check(graph, in, buffers);
    Lock use = context.use();
    use.lock();
    try {
      function.checkOpen("the program");
      List<TFE_TensorHandle> handles = handles(buffers);
      Call call = function.idle.pollFirst();
      if (call == null) {
        call = new Call(context, name, graph.inputTypes(), graph.outputTypes(), gathers);
        function.holds(call.bytes());
      }
      try {
        return call.run(in, handles);
      } finally {
        function.idle.addFirst(call);
      }
    } finally {
      use.unlock();
    }
  }

  private List<TFE_TensorHandle> handles(List<Buffer> buffers) {
    var handles = new ArrayList<TFE_TensorHandle>(buffers.size());
    for (int i = 0; i < buffers.size(); i++) {
      if (!(buffers.get(i) instanceof TfBuffer b) || !b.belongsTo(context)) {
        throw new IllegalArgumentException(
            "program: variable %d was allocated by another backend, expected this 'tensorflow'"
                .formatted(i));
      }
      handles.add(b.handle());
    }
    return handles;
  }

  @Override
  public void close() {
    function.close();
  }
}
