package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Operation;

/**
 * What stands for a graph's values in a function. A variable is read at most once, only if
 * something needs its value, and always before it is updated.
 */
final class Values {
  private final Emit emit;
  private final Map<Value, Out> known = new HashMap<>();
  private final Map<Value, Out> handles = new HashMap<>();
  private final Map<Value, TF_Operation> reads = new HashMap<>();
  private Optional<TF_Operation> checked = Optional.empty();

  Values(Emit emit) {
    this.emit = emit;
  }

  void put(Value value, Out out) {
    known.put(value, out);
  }

  /** Declares a variable. */
  void variable(Value variable, Out handle) {
    handles.put(variable, handle);
  }

  Out handle(Value variable) {
    return present(handles.get(variable), variable);
  }

  Out get(Value value) {
    if (!known.containsKey(value) && handles.containsKey(value)) {
      read(value);
    }
    return present(known.get(value), value);
  }

  private void read(Value variable) {
    emit.label("read");
    Out out =
        emit.op("ReadVariableOp")
            .in(handle(variable))
            .type("dtype", Types.of(variable.dtype()))
            .out();
    reads.put(variable, out.operation());
    known.put(variable, out);
  }

  /** Lets all updates written from now on wait for these. */
  void updateAfter(List<TF_Operation> first) {
    if (!first.isEmpty()) {
      emit.label("checked");
      OpBuilder all = emit.op("NoOp");
      first.forEach(all::after);
      checked = Optional.of(all.build());
    }
  }

  /** Lets an update wait for what must come before any, and for the reads of what it changes. */
  OpBuilder inOrder(OpBuilder update, Value... variables) {
    checked.ifPresent(update::after);
    for (Value v : variables) {
      TF_Operation read = reads.get(v);
      if (read != null) {
        update.after(read);
      }
    }
    return update;
  }

  private static Out present(@Nullable Out out, Value value) {
    if (out == null) {
      throw new IllegalStateException("tensorflow: used before it is known: " + value);
    }
    return out;
  }
}
