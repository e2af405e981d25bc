package dev.lamina.backend.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** One execution of a oneDNN primitive. */
record PrimitiveStep(String name, dnnl_primitive primitive, List<Argument> arguments)
    implements Step {
  /** An operand: the library's argument number, how it is laid out and where it is. */
  record Argument(int index, Descriptor descriptor, Place place, boolean written) {}

  PrimitiveStep {
    arguments = List.copyOf(arguments);
  }

  @Override
  public List<Place> reads() {
    return arguments.stream().filter(a -> !a.written()).map(Argument::place).toList();
  }

  @Override
  public List<Place> writes() {
    return arguments.stream().filter(Argument::written).map(Argument::place).toList();
  }

  @Override
  public Runnable bind(Context context) {
    int n = arguments.size();
    var memories = new dnnl_memory[n];
    var packed = new dnnl_exec_arg_t(n);
    for (int i = 0; i < n; i++) {
      Argument a = arguments.get(i);
      memories[i] = context.memory(a.descriptor(), a.place());
      packed.position(i).arg(a.index()).memory(memories[i]);
    }
    packed.position(0);
    return new Task(primitive, context.stream(), packed, n);
  }

  /** Holds what the library points to: JavaCPP frees what Java no longer reaches. */
  private record Task(dnnl_primitive primitive, dnnl_stream stream, dnnl_exec_arg_t packed, int n)
      implements Runnable {
    @Override
    public void run() {
      int status = dnnl.dnnl_primitive_execute(primitive, stream, n, packed);
      if (status != dnnl.dnnl_success) {
        OneDnn.check("primitive_execute", status);
      }
    }
  }
}
