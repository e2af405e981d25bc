package dev.lamina.training;

import dev.lamina.layers.CallForm;
import dev.lamina.layers.Container;
import dev.lamina.layers.HostCalls;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.Identity;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a network that run on the host: layers such as TextVectorization, with all that they
 * read. They stand between the network's inputs and what the graph is given.
 */
public final class HostPart {
  private final List<SymbolicTensor> inputs;
  private final List<LayerCall> calls;
  private final List<LayerCall> rest;
  private final List<SymbolicTensor> outputs;
  private final Map<LayerCall, Split> splits;

  /** The call of a model that begins on the host, and what stands for its values in the graph. */
  private record Split(Container.Hosted hosted, List<SymbolicTensor> given) {
    static Split of(Container.Hosted hosted) {
      return new Split(hosted, hosted.given().stream().map(Split::placeholder).toList());
    }

    private static SymbolicTensor placeholder(SymbolicTensor t) {
      return Shared.input(new Identity(), t.shape(), t.dtype()).outputs().get(0);
    }
  }

  private HostPart(
      List<SymbolicTensor> inputs,
      List<LayerCall> calls,
      List<LayerCall> rest,
      List<SymbolicTensor> outputs,
      Map<LayerCall, Split> splits) {
    this.splits = splits;
    this.inputs = inputs;
    this.calls = List.copyOf(calls);
    this.rest = List.copyOf(rest);
    this.outputs = List.copyOf(outputs);
  }

  static HostPart of(
      List<SymbolicTensor> inputs, List<SymbolicTensor> outputs, List<LayerCall> calls) {
    Map<LayerCall, Split> splits = splits(calls);
    Set<LayerCall> onHost = new HashSet<>();
    calls.stream().filter(HostCalls::mustRun).forEach(c -> add(c, onHost));
    splits.keySet().forEach(c -> c.inputs().forEach(t -> add(t.source(), onHost)));
    List<LayerCall> host =
        calls.stream().filter(c -> onHost.contains(c) || splits.containsKey(c)).toList();
    List<LayerCall> rest = calls.stream().filter(c -> !onHost.contains(c)).toList();
    Set<SymbolicTensor> read = new LinkedHashSet<>();
    rest.forEach(c -> read.addAll(read(c, splits)));
    read.addAll(outputs);
    Set<SymbolicTensor> onlyHost = new HashSet<>();
    host.forEach(c -> onlyHost.addAll(c.inputs()));
    onlyHost.removeAll(read);
    var given = new ArrayList<SymbolicTensor>();
    inputs.stream().filter(t -> !onlyHost.contains(t)).forEach(given::add);
    read.stream().filter(t -> onHost.contains(t.source())).forEach(given::add);
    splits.values().forEach(s -> given.addAll(s.given));
    if (!host.isEmpty()) {
      numbers(given);
    }
    return new HostPart(inputs, host, rest, given, splits);
  }

  private static Map<LayerCall, Split> splits(List<LayerCall> calls) {
    Map<LayerCall, Split> out = new LinkedHashMap<>();
    for (LayerCall c : calls) {
      if (c.layer().layer() instanceof Container inner) {
        inner.hosted(c.inputs()).ifPresent(h -> out.put(c, Split.of(h)));
      }
    }
    return out;
  }

  private static List<SymbolicTensor> read(LayerCall c, Map<LayerCall, Split> splits) {
    Split s = splits.get(c);
    return s == null ? c.inputs() : s.given;
  }

  /** The tensors that stand for a call's inputs in the graph. */
  List<SymbolicTensor> read(LayerCall c) {
    return read(c, splits);
  }

  /** How a call's tensors are passed in the graph. */
  CallForm form(LayerCall c) {
    int n = read(c).size();
    return splits.containsKey(c)
        ? new CallForm(n, n, Map.of(Container.HOST_RAN, new CallForm.Argument.Flag(true)))
        : c.form();
  }

  /** Models return numbers: strings of an inverse lookup are made outside of them. */
  private static void numbers(List<SymbolicTensor> given) {
    for (SymbolicTensor t : given) {
      if (t.dtype() == DType.STRING) {
        throw new IllegalArgumentException(
            "Model: %s are strings, which a model cannot return; call the layer on the model's output instead"
                .formatted(t));
      }
    }
  }

  private static void add(LayerCall call, Set<LayerCall> onHost) {
    if (!call.inputs().isEmpty() && onHost.add(call)) {
      call.inputs().forEach(t -> add(t.source(), onHost));
    }
  }

  /** Whether there is anything to do on the host. */
  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /** What the graph is given: inputs that are used as they are, and what host layers return. */
  public List<SymbolicTensor> outputs() {
    return outputs;
  }

  /** The calls that are written into the graph. */
  List<LayerCall> rest() {
    return rest;
  }

  /** The values of {@link #outputs} for one batch of the network's inputs. */
  public List<Tensor> run(List<Tensor> x) {
    if (calls.isEmpty()) {
      return x;
    }
    Map<SymbolicTensor, Tensor> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      known.put(inputs.get(i), x.get(i));
    }
    for (LayerCall c : calls) {
      List<Tensor> in = c.inputs().stream().map(t -> get(known, t)).toList();
      Split s = splits.get(c);
      if (s == null) {
        known.put(c.outputs().get(0), run(c, in));
        continue;
      }
      List<Tensor> made = s.hosted.run(in);
      for (int i = 0; i < made.size(); i++) {
        known.put(s.given.get(i), made.get(i));
      }
    }
    return outputs.stream().map(t -> get(known, t)).toList();
  }

  private static Tensor run(LayerCall c, List<Tensor> in) {
    try {
      if (c.layer().layer() instanceof HostLayer h) {
        return h.call(in);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("layer %s: %s".formatted(c.layer(), e.getMessage()), e);
    }
    throw new IllegalStateException("not a layer of the host: " + c.layer());
  }

  private static Tensor get(Map<SymbolicTensor, Tensor> known, SymbolicTensor t) {
    Tensor v = known.get(t);
    if (v == null) {
      throw new IllegalStateException("network: " + t + " was never computed");
    }
    return v;
  }
}
