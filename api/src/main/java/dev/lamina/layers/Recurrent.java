package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What recurrent layers share: initial states (further inputs, or zeros), the choice of outputs,
 * and masks.
 */
interface Recurrent extends Layer {
  boolean returnSequences();

  boolean returnState();

  boolean goBackwards();

  /** Whether a call starts from the states in which the call before ended. */
  boolean stateful();

  boolean zeroOutputForMask();

  Optional<Regularizer> activityRegularizer();

  /** Sizes of the states. */
  List<Integer> stateSizes();

  /** Runs over x [batch, time, in]; mask: [batch, time]. */
  Recurrence.Outcome run(Scope scope, Value x, List<Value> states, Optional<Value> mask);

  /** The same layer in the other direction; for {@link Bidirectional}. */
  Layer reversed();

  /** The same layer with 0 at masked steps or not; for {@link Bidirectional}. */
  Layer zeroingMasked(boolean zero);

  /** Checks what all of them share; for compact constructors. */
  static void check(String layer, int units, double dropout, double recurrentDropout) {
    Check.positive(layer, "units", units);
    Check.rate(layer, "dropout", dropout);
    Check.rate(layer, "recurrentDropout", recurrentDropout);
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    Value x = Check.floating(inputs.get(0));
    Check.rank(scope, this, x, 3, "[batch, time, features]");
    List<Value> states = states(scope, x, inputs.subList(1, inputs.size()));
    Optional<Value> mask = scope.mask(0);
    mask.ifPresent(
        m ->
            Check.that(
                m.shape().equals(x.shape().range(0, 2)),
                "%s (%s): expected a mask of shape %s, got %s",
                scope.path(),
                kerasName(),
                x.shape().range(0, 2),
                m.shape()));
    Recurrence.Outcome r = run(scope, x, states, mask);
    if (stateful()) {
      List<Value> kept = memory(scope, x);
      for (int i = 0; i < kept.size(); i++) {
        scope.update(kept.get(i), r.states().get(i));
      }
    }
    var out = new ArrayList<Value>();
    // Keras returns the steps in the order in which they ran.
    Value y = returnSequences() ? goBackwards() ? r.all().reverse(1) : r.all() : r.last();
    out.add(Penalty.add(scope, activityRegularizer(), y));
    if (returnState()) {
      out.addAll(r.states());
    }
    return List.copyOf(out);
  }

  private List<Value> states(Scope scope, Value x, List<Value> given) {
    List<Shape> shapes = stateSizes().stream().map(n -> Shape.of(x.dim(0), n)).toList();
    if (given.isEmpty() && stateful()) {
      return memory(scope, x);
    }
    if (given.isEmpty()) {
      return shapes.stream().map(s -> Value.zeros(x.type().withShape(s))).toList();
    }
    Check.that(
        given.stream().map(Value::shape).toList().equals(shapes),
        "%s (%s): expected initial states of shapes %s, got %s",
        scope.path(),
        kerasName(),
        shapes,
        given.stream().map(Value::shape).toList());
    return given.stream().map(s -> s.cast(x.dtype())).toList();
  }

  /** The states after the call before. */
  private List<Value> memory(Scope scope, Value x) {
    List<Integer> sizes = stateSizes();
    return IntStream.range(0, sizes.size())
        .mapToObj(
            i ->
                scope.memory(
                    "rnn_state_" + i, x.type().withShape(Shape.of(x.dim(0), sizes.get(i)))))
        .toList();
  }

  @Override
  default boolean supportsMasking() {
    return true;
  }

  @Override
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return IntStream.range(0, outputs.size())
        .mapToObj(i -> i == 0 && returnSequences() ? scope.mask(0) : Optional.<Value>empty())
        .toList();
  }

  /**
   * x kernel + bias as [time, batch, gates units]. Dropout uses one mask for all steps, and with
   * {@code separate} one for each gate, as Keras does when there is recurrent dropout.
   */
  static Value project(
      Scope scope,
      Value x,
      Value kernel,
      Optional<Value> bias,
      int gates,
      double dropout,
      boolean separate) {
    Shape noise = x.shape().with(1, 1);
    Value p;
    if (separate && dropout > 0 && scope.training()) {
      int units = kernel.dim(1) / gates;
      var parts = new ArrayList<Value>();
      for (int g = 0; g < gates; g++) {
        Value part = kernel.slice(1, g * units, (g + 1) * units);
        parts.add(Dropout.drop(scope, x, dropout, noise).matmul(part));
      }
      p = Value.concat(2, parts);
    } else {
      p = Dropout.drop(scope, x, dropout, noise).matmul(kernel);
    }
    Value projected = p;
    return bias.map(projected::plus).orElse(projected).transpose(1, 0, 2);
  }

  /** One recurrent dropout mask [batch, units] a gate; none outside of training. */
  static List<Value> recurrentMasks(Scope scope, Value state, int gates, double rate) {
    if (rate == 0 || !scope.training()) {
      return List.of();
    }
    Value ones = Value.full(state.type(), 1);
    return IntStream.range(0, gates)
        .mapToObj(i -> Dropout.drop(scope, ones, rate, ones.shape()))
        .toList();
  }

  /** h kernel, where each gate's part sees h under its own mask. */
  static Value recur(Value h, Value kernel, List<Value> masks) {
    if (masks.isEmpty()) {
      return h.matmul(kernel);
    }
    int units = kernel.dim(1) / masks.size();
    return Value.concat(
        1,
        IntStream.range(0, masks.size())
            .mapToObj(
                g -> h.times(masks.get(g)).matmul(kernel.slice(1, g * units, (g + 1) * units)))
            .toList());
  }

  /** The parts of z along its last axis. */
  static List<Value> split(Value z, int parts) {
    int n = z.dim(-1) / parts;
    return IntStream.range(0, parts).mapToObj(i -> z.slice(-1, i * n, (i + 1) * n)).toList();
  }

  /** A list of what is there. */
  static List<Value> present(Value first, Optional<Value> second, List<Value> rest) {
    var out = new ArrayList<Value>(Collections.singletonList(first));
    second.ifPresent(out::add);
    out.addAll(rest);
    return out;
  }
}
