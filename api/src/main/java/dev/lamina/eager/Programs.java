package dev.lamina.eager;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Programs by operation and input types; the least recently used is closed first. */
final class Programs implements AutoCloseable {
  private static final int MAX = 512;

  private record Key(Operation operation, List<TensorType> types) {}

  private final Backend backend;
  private final Map<Key, Program> all = new LinkedHashMap<>(16, 0.75f, true);

  Programs(Backend backend) {
    this.backend = backend;
  }

  Program of(Operation operation, List<TensorType> types) {
    var key = new Key(operation, types);
    Program known = all.get(key);
    if (known != null) {
      return known;
    }
    List<Value> inputs =
        IntStream.range(0, types.size()).mapToObj(i -> Value.input("x" + i, types.get(i))).toList();
    Graph graph = Passes.standard(Graph.of(inputs, operation.write(inputs)));
    List<Unsupported> missing = backend.unsupported(graph);
    if (!missing.isEmpty()) {
      throw new BackendException(
          "%s: backend '%s' cannot run it: %s"
              .formatted(
                  operation.kerasName(),
                  backend.name(),
                  missing.stream().map(Unsupported::reason).distinct().toList()));
    }
    Program made = backend.compile(graph);
    all.put(key, made);
    if (all.size() > MAX) {
      var eldest = all.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    return made;
  }

  @Override
  public void close() {
    all.values().forEach(Program::close);
    all.clear();
  }
}
