package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers that run a cell over time. They share initial states (further inputs, kept ones, or
 * zeros), the choice of outputs, and masks.
 */
interface Recurrent extends Layer {
  boolean returnSequences();

  boolean returnState();

  boolean goBackwards();

  /** Whether a call starts from the states in which the call before ended. */
  boolean stateful();

  /** Matters only for what {@link Recurrence.Masking} tells. */
  boolean unroll();

  boolean zeroOutputForMask();

  Optional<Regularizer> activityRegularizer();

  /** What runs at every step: a {@link Cell}, with or without a name of its own. */
  Layer cell();

  /** The same layer in the other direction; for {@link Bidirectional}. */
  Layer reversed();

  /** The same layer with 0 at masked steps or not; for {@link Bidirectional}. */
  Layer zeroingMasked(boolean zero);

  /** Refuses inputs of a wrong rank. */
  default void checkInput(Scope scope, Value x) {
    Check.rank(scope, this, x, 3, "[batch, time, features]");
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    Value x = Check.floating(scope, inputs.get(0));
    checkInput(scope, x);
    List<TensorType> types =
        Cell.of(kerasName(), cell()).stateShapes(x.shape().without(1)).stream()
            .map(s -> x.type().withShape(s))
            .toList();
    List<Value> kept =
        IntStream.range(0, stateful() ? types.size() : 0)
            .mapToObj(i -> scope.memory("rnn_state_" + i, types.get(i)))
            .toList();
    List<Value> given = inputs.subList(1, inputs.size());
    List<Value> initial =
        !given.isEmpty()
            ? initial(scope, types, given)
            : stateful() ? kept : types.stream().map(Value::zeros).toList();
    Recurrence.Outcome r = run(scope, x, initial, mask(scope, given));
    for (int i = 0; i < kept.size(); i++) {
      scope.update(kept.get(i), r.states().get(i));
    }
    // Keras returns the steps in the order in which they ran.
    Value y = returnSequences() ? goBackwards() ? r.all().reverse(1) : r.all() : r.last();
    var out = new ArrayList<>(List.of(y));
    if (returnState()) {
      out.addAll(r.states());
    }
    // Keras takes the returned states for activity, too.
    out.forEach(v -> Penalty.add(scope, activityRegularizer(), v));
    return List.copyOf(out);
  }

  private List<Value> initial(Scope scope, List<TensorType> types, List<Value> given) {
    List<Shape> shapes = types.stream().map(TensorType::shape).toList();
    Check.that(
        given.stream().map(Value::shape).toList().equals(shapes),
        "%s (%s): expected initial states of shapes %s, got %s",
        scope.path(),
        kerasName(),
        shapes,
        given.stream().map(Value::shape).toList());
    return IntStream.range(0, given.size())
        .mapToObj(i -> given.get(i).cast(types.get(i).dtype()))
        .toList();
  }

  /** Keras finds the mask that comes with the sequences only if they are the only tensor. */
  private static Optional<Value> mask(Scope scope, List<Value> given) {
    return given.isEmpty() || scope.argument("mask").isPresent() ? scope.mask(0) : Optional.empty();
  }

  private Recurrence.Outcome run(Scope scope, Value x, List<Value> states, Optional<Value> mask) {
    mask.ifPresent(
        m ->
            Check.that(
                m.shape().equals(x.shape().range(0, 2)),
                "%s (%s): expected a mask of shape %s, got %s",
                scope.path(),
                kerasName(),
                x.shape().range(0, 2),
                m.shape()));
    Configured cell = Configured.of(cell());
    String name = cell.name().orElse(Names.snake(cell.kerasName()));
    var masking = Recurrence.Masking.of(zeroOutputForMask(), goBackwards() && unroll());
    var loop = new Loop(Cell.of(kerasName(), cell), mask, goBackwards(), masking);
    var inputs = new ArrayList<>(List.of(x));
    inputs.addAll(states);
    List<Value> out =
        scope
            .call(
                name,
                cell.with(loop).as(name),
                inputs,
                Collections.nCopies(inputs.size(), Optional.empty()))
            .outputs();
    return new Recurrence.Outcome(out.get(0), out.get(1), out.subList(2, out.size()));
  }

  @Override
  default Signature signature() {
    return Signature.of("sequences");
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
   * A cell over all steps, as a layer below the recurrent one: x and the initial states -> all
   * outputs, the last one, the final states.
   */
  record Loop(Cell cell, Optional<Value> mask, boolean reverse, Recurrence.Masking masking)
      implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return call(scope, List.of(x)).get(0);
    }

    @Override
    public List<Value> call(Scope scope, List<Value> inputs) {
      Recurrence.Outcome r = run(scope, inputs.get(0), inputs.subList(1, inputs.size()));
      var out = new ArrayList<>(List.of(r.all(), r.last()));
      out.addAll(r.states());
      return out;
    }

    private Recurrence.Outcome run(Scope scope, Value x, List<Value> states) {
      if (!(cell instanceof GatedCell gated)) {
        return Recurrence.run(
            (entry, before) -> checked(scope, cell.step(scope, entry, before), before),
            x,
            mask,
            states,
            reverse,
            masking);
      }
      Optional<Recurrence.Outcome> fused =
          mask.isPresent() ? Optional.empty() : gated.fused(scope, x, states, reverse);
      return fused.orElseGet(
          () ->
              Recurrence.run(
                  (entry, before) -> gated.advance(scope, entry, before),
                  gated.project(scope, x, x.shape().without(1), x.shape().with(1, 1)),
                  mask,
                  states,
                  reverse,
                  masking));
    }

    private Cell.Step checked(Scope scope, Cell.Step step, List<Value> before) {
      List<TensorType> want = before.stream().map(Value::type).toList();
      List<TensorType> got = step.states().stream().map(Value::type).toList();
      Check.that(
          want.equals(got),
          "%s (%s): a step must give states of the types of those it got, %s, got %s",
          scope.path(),
          cell.kerasName(),
          want,
          got);
      return step;
    }
  }
}
