package dev.lamina.eager;

import dev.lamina.Model;
import dev.lamina.eager.EagerTensor.Recorded;
import dev.lamina.graph.Operation;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.ops.Ops;
import dev.lamina.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches tensors and weights, so that gradients can be taken of what is computed from them. One
 * tape per step of training: it reads each weight once, at its first use. Layers and models called
 * through it are in training mode.
 *
 * <p>Gradients are computed by the same operations and are recorded as well: a gradient of a
 * gradient is the second derivative. What nobody holds any more is forgotten.
 */
public final class Tape {
  private final Eager session;
  private final Map<Weight, EagerTensor> weights = new HashMap<>();
  private final List<EagerTensor> losses = new ArrayList<>();

  Tape(Eager session) {
    this.session = session;
  }

  /** A tensor whose gradient can be asked for. */
  public EagerTensor watch(Tensor value) {
    return new EagerTensor(session, value, true, Optional.empty(), 0);
  }

  /** The weight as a watched tensor, the same for every call of this tape. */
  public EagerTensor watch(Weight weight) {
    return weights.computeIfAbsent(weight, w -> watch(w.value()));
  }

  /** The only output of a layer in training. */
  public EagerTensor call(Shared layer, EagerTensor... inputs) {
    return Calls.only(layer, callAll(layer, inputs));
  }

  /** The only output of a model in training. */
  public EagerTensor call(Model model, EagerTensor... inputs) {
    return call(Shared.of(model), inputs);
  }

  /** All outputs of a layer in training. */
  public List<EagerTensor> callAll(Shared layer, EagerTensor... inputs) {
    Eager.Called called =
        session.call(
            layer,
            true,
            List.of(inputs),
            w -> w.spec().trainable() ? watch(w) : session.of(w.value()));
    called.loss().ifPresent(losses::add);
    return called.outputs();
  }

  /** What the layers called so far added to the loss: penalties of regularized weights, mostly. */
  public List<EagerTensor> losses() {
    return List.copyOf(losses);
  }

  /** The gradients of a scalar with respect to weights; zeros where it does not depend on one. */
  public List<EagerTensor> gradient(EagerTensor loss, List<Weight> of) {
    return gradients(loss, of.stream().map(this::watch).toList());
  }

  /** The gradients of a scalar with respect to watched tensors, or ones computed from them. */
  public List<EagerTensor> gradient(EagerTensor loss, EagerTensor... sources) {
    return gradients(loss, Arrays.asList(sources));
  }

  private List<EagerTensor> gradients(EagerTensor loss, List<EagerTensor> sources) {
    if (loss.shape().rank() != 0 || !loss.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "gradient: expected a floating scalar, got %s; take a sum or mean first"
              .formatted(loss.tensor().type()));
    }
    for (EagerTensor s : sources) {
      if (!s.isRecorded()) {
        throw new IllegalArgumentException(
            "gradient: %s is not watched; make it by tape.watch before it is used"
                .formatted(s.tensor().type()));
      }
    }
    List<Recorded> order = order(loss);
    Set<Object> needed = needed(order, sources);
    Map<Slot, EagerTensor> gradients = new HashMap<>();
    gradients.put(Slot.of(loss), session.of(Tensor.full(loss.tensor().type(), 1)));
    for (int i = order.size() - 1; i >= 0; i--) {
      Recorded r = order.get(i);
      if (needed.contains(r)) {
        back(r, needed, gradients);
      }
    }
    var out = new ArrayList<EagerTensor>();
    for (EagerTensor s : sources) {
      EagerTensor g = gradients.get(Slot.of(s));
      out.add(g == null ? session.of(Tensor.zeros(s.tensor().type())) : g);
    }
    return List.copyOf(out);
  }

  /** A result of an operation, or a watched tensor: two tensors may stand for one result. */
  private record Slot(Object source, int index) {
    static Slot of(EagerTensor t) {
      return new Slot(t.source().<Object>map(r -> r).orElse(t), t.index());
    }
  }

  /** All operations that the loss was computed by, each after those it reads; iterative. */
  private static List<Recorded> order(EagerTensor loss) {
    record Visit(Recorded recorded, boolean done) {}
    var order = new ArrayList<Recorded>();
    Set<Recorded> seen = new HashSet<>();
    var stack = new ArrayDeque<Visit>();
    loss.source().ifPresent(r -> stack.push(new Visit(r, false)));
    while (!stack.isEmpty()) {
      Visit v = stack.pop();
      if (v.done) {
        order.add(v.recorded);
      } else if (seen.add(v.recorded)) {
        stack.push(new Visit(v.recorded, true));
        v.recorded
            .inputs()
            .forEach(in -> in.source().ifPresent(r -> stack.push(new Visit(r, false))));
      }
    }
    return order;
  }

  /** The sources, and all operations between them and the loss. */
  private static Set<Object> needed(List<Recorded> order, List<EagerTensor> sources) {
    Set<Object> needed = new HashSet<>();
    Set<Slot> slots = new HashSet<>();
    sources.forEach(s -> slots.add(Slot.of(s)));
    for (Recorded r : order) {
      for (EagerTensor in : r.inputs()) {
        if (slots.contains(Slot.of(in)) || in.source().filter(needed::contains).isPresent()) {
          needed.add(r);
        }
      }
    }
    needed.addAll(slots);
    return needed;
  }

  /** Adds to the gradients of an operation's inputs. */
  private void back(Recorded r, Set<Object> needed, Map<Slot, EagerTensor> gradients) {
    Map<Integer, EagerTensor> has = new LinkedHashMap<>();
    for (int i = 0; i < r.results().size(); i++) {
      EagerTensor g = gradients.get(new Slot(r, i));
      if (g != null) {
        has.put(i, g);
      }
    }
    List<Integer> wants = new ArrayList<>();
    for (int i = 0; i < r.inputs().size(); i++) {
      EagerTensor in = r.inputs().get(i);
      boolean leads =
          needed.contains(Slot.of(in)) || in.source().filter(needed::contains).isPresent();
      if (leads && in.dtype().isFloating()) {
        wants.add(i);
      }
    }
    if (has.isEmpty() || wants.isEmpty()) {
      return;
    }
    Operation vjp = new Vjp(r.operation(), List.copyOf(has.keySet()), wants);
    var inputs = new ArrayList<>(r.inputs());
    inputs.addAll(has.values());
    List<EagerTensor> out = session.run(vjp, inputs);
    for (int i = 0; i < wants.size(); i++) {
      gradients.merge(Slot.of(r.inputs().get(wants.get(i))), out.get(i), Ops::add);
    }
  }
}
