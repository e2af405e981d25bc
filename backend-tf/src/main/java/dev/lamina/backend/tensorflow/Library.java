package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextAddFunction;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextRemoveFunction;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteFunction;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.internal.c_api.TF_Function;

/** The functions of one program, as long as the context knows them. */
final class Library {
  private final Context context;
  private final List<String> names = new ArrayList<>();
  private final List<TF_Function> functions = new ArrayList<>();

  Library(Context context) {
    this.context = context;
  }

  /** A name that no other function of the context has. */
  String uniqueName(String label) {
    return label + "_" + context.nextId();
  }

  /** Makes the context know a function. */
  void add(String name, TF_Function function) {
    functions.add(function);
    try (Status status = new Status()) {
      TFE_ContextAddFunction(context.handle(), function, status.handle);
      status.check();
    }
    names.add(name);
  }

  /** Frees what only the construction needed; the context keeps its own copies. */
  void constructed() {
    functions.forEach(f -> TF_DeleteFunction(f));
    functions.clear();
  }

  /** Makes the context forget the functions, callers before what they call. */
  void remove() {
    constructed();
    try (Status status = new Status()) {
      for (int i = names.size() - 1; i >= 0; i--) {
        TFE_ContextRemoveFunction(context.handle(), names.get(i), status.handle);
        status.check();
      }
    }
    names.clear();
  }
}
