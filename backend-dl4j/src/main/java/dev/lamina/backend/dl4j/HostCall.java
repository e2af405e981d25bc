package dev.lamina.backend.dl4j;

import dev.lamina.backend.Program;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** An op run by the Java engine: arrays are copied to Java memory, results back. */
record HostCall(Program program, List<Array> in, List<Array> out) implements Step {
  @Override
  public void run() {
    List<Tensor> results = program.run(in.stream().map(Array::read).toList(), List.of());
    for (int i = 0; i < out.size(); i++) {
      out.get(i).write(results.get(i));
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
