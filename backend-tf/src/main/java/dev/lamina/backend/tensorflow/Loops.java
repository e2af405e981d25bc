package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.internal.c_api.TF_Function;
import org.tensorflow.internal.c_api.TF_Operation;

/**
 * A scan is a While over functions of (step, states, stacked results so far, scanned values, whole
 * values); the stacked results are tensor lists, which the loop fills in place.
 */
final class Loops {
  private Loops() {}

  static void register(Kernels k) {
    k.on(Scan.class, Loops::scan);
  }

  private static List<Out> scan(Emit e, Scan op, Node node, List<Out> in) {
    Graph body = op.body();
    List<TensorType> stacked = body.outputTypes().subList(op.carries(), body.outputs().size());
    var initial = new ArrayList<Out>();
    initial.add(e.intScalar(0));
    initial.addAll(in.subList(0, op.carries()));
    for (TensorType t : stacked) {
      initial.add(
          e.op("TensorListReserve")
              .in(e.ints(t.shape().toArray()), e.intScalar(op.length()))
              .type("element_dtype", Types.of(t.dtype()))
              .out());
    }
    initial.addAll(in.subList(op.carries(), in.size()));

    List<TensorType> inputs = node.inputs().stream().map(Value::type).toList();
    String condition = condition(e, op, inputs, stacked.size());
    String step = body(e, op, inputs, stacked);
    TF_Operation loop =
        e.op("StatelessWhile")
            .list(initial)
            .function("cond", condition)
            .function("body", step)
            .flag("_lower_using_switch_merge", true)
            .build();

    var results = new ArrayList<Out>();
    for (int i = 0; i < op.carries(); i++) {
      results.add(new Out(loop, 1 + i));
    }
    for (int i = 0; i < stacked.size(); i++) {
      TensorType t = stacked.get(i);
      Out list = new Out(loop, 1 + op.carries() + i);
      results.add(
          e.op("TensorListStack")
              .in(list, e.ints(t.shape().toArray()))
              .type("element_dtype", Types.of(t.dtype()))
              .integer("num_elements", op.length())
              .out());
    }
    return results;
  }

  private static String condition(Emit outer, Scan op, List<TensorType> inputs, int lists) {
    return function(
        outer,
        "scan_condition",
        e -> {
          List<Out> arguments = arguments(e.function, op, inputs, lists);
          return List.of(e.op("Less", arguments.get(0), e.intScalar(op.length())));
        });
  }

  private static String body(
      Emit outer, Scan op, List<TensorType> inputs, List<TensorType> stacked) {
    return function(
        outer,
        "scan_body",
        e -> {
          int lists = stacked.size();
          List<Out> arguments = arguments(e.function, op, inputs, lists);
          Out step = arguments.get(0);
          Out entry = op.reverse() ? e.op("Sub", e.intScalar(op.length() - 1), step) : step;
          List<Out> values = new ArrayList<>(arguments.subList(1, 1 + op.carries()));
          values.addAll(arguments.subList(1 + op.carries() + lists, arguments.size()));

          var known = new Values(e);
          Graph body = op.body();
          for (int i = 0; i < values.size(); i++) {
            boolean scans = i >= op.carries() && i < op.carries() + op.scanned();
            Out v = values.get(i);
            known.put(body.inputs().get(i), scans ? e.op("GatherV2", v, entry, e.intScalar(0)) : v);
          }
          GraphEmitter.nodes(e, body, known, n -> false);
          e.label("scan_body");

          var next = new ArrayList<Out>();
          next.add(e.op("AddV2", step, e.intScalar(1)));
          for (int i = 0; i < op.carries(); i++) {
            next.add(known.get(body.outputs().get(i)));
          }
          for (int i = 0; i < lists; i++) {
            Out list = arguments.get(1 + op.carries() + i);
            Out item = known.get(body.outputs().get(op.carries() + i));
            next.add(e.op("TensorListSetItem", list, entry, item));
          }
          next.addAll(arguments.subList(1 + op.carries() + lists, arguments.size()));
          return next;
        });
  }

  private static List<Out> arguments(
      FunctionBuilder f, Scan op, List<TensorType> inputs, int lists) {
    var arguments = new ArrayList<Out>();
    arguments.add(f.argument(Types.INT32, Types.dims(Shape.scalar())));
    for (int i = 0; i < inputs.size(); i++) {
      if (i == op.carries()) {
        addLists(f, arguments, lists);
      }
      TensorType t = inputs.get(i);
      arguments.add(f.argument(Types.of(t.dtype()), Types.dims(t.shape())));
    }
    if (inputs.size() == op.carries()) {
      addLists(f, arguments, lists);
    }
    return arguments;
  }

  private static void addLists(FunctionBuilder f, List<Out> arguments, int lists) {
    for (int i = 0; i < lists; i++) {
      arguments.add(f.argument(Types.VARIANT));
    }
  }

  private interface Body {
    List<Out> emit(Emit e);
  }

  /** Builds a function that {@code outer}'s operations may name. */
  private static String function(Emit outer, String label, Body body) {
    String name = outer.library.uniqueName(label);
    try (Status status = new Status();
        FunctionBuilder f = new FunctionBuilder(status)) {
      var e = new Emit(f, outer.kernels, outer.library);
      e.label(label);
      List<Out> results = body.emit(e);
      TF_Function built = f.build(name, results, List.of());
      outer.library.add(name, built);
      outer.function.use(built);
      outer.constantBytes += e.constantBytes;
    }
    return name;
  }
}
