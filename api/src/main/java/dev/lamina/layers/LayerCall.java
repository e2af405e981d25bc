package dev.lamina.layers;

import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One call of a layer on symbolic values: a node of a functional model. Identity equality. */
public final class LayerCall {
  private final Shared layer;
  private final Arguments arguments;
  private final List<SymbolicTensor> outputs;

  /** The type of one output. */
  record Output(SymbolicShape shape, DType dtype) {}

  LayerCall(Shared layer, Arguments arguments, List<Output> types) {
    this.layer = layer;
    this.arguments = arguments;
    var out = new ArrayList<SymbolicTensor>();
    for (int i = 0; i < types.size(); i++) {
      out.add(new Result(this, i, types.get(i).shape(), types.get(i).dtype()));
    }
    this.outputs = List.copyOf(out);
  }

  /** The called layer with its identity. */
  public Shared layer() {
    return layer;
  }

  /** Every tensor that the call reads: inputs, then those passed by name. */
  public List<SymbolicTensor> inputs() {
    return arguments.tensors();
  }

  /** The inputs alone. */
  public List<SymbolicTensor> ownInputs() {
    return form().inputs(arguments.tensors());
  }

  /**
   * Every tensor in the order in which Keras looks at them: inputs without a name, then the others
   * by name. The order of a model's layers follows from it.
   */
  public List<SymbolicTensor> reads() {
    List<SymbolicTensor> all = inputs();
    List<String> names = layer.layer().signature().inputs();
    Map<String, List<SymbolicTensor>> named = new TreeMap<>();
    for (int i = form().positional(); i < form().inputs(); i++) {
      named.put(names.get(Math.min(i, names.size() - 1)) + "/" + i, List.of(all.get(i)));
    }
    form().named().forEach((name, a) -> named.put(name + "/", a.of(all)));
    var out = new ArrayList<>(all.subList(0, form().positional()));
    named.values().forEach(out::addAll);
    return List.copyOf(out);
  }

  /** How the tensors are passed. */
  public CallForm form() {
    return arguments.form();
  }

  public List<SymbolicTensor> outputs() {
    return outputs;
  }

  private static final class Result implements SymbolicTensor {
    private final LayerCall source;
    private final int index;
    private final SymbolicShape shape;
    private final DType dtype;

    Result(LayerCall source, int index, SymbolicShape shape, DType dtype) {
      this.source = source;
      this.index = index;
      this.shape = shape;
      this.dtype = dtype;
    }

    @Override
    public SymbolicShape shape() {
      return shape;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public LayerCall source() {
      return source;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public String toString() {
      return "%s %s of %s".formatted(dtype.keras(), shape, source.layer());
    }
  }
}
