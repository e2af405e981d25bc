package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A recurrent layer run in both directions (Schuster, Paliwal 1997), each with weights of its own;
 * the backward outputs are reversed in time before merging.
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states of the forward, then of the
 * backward layer -> the merged outputs (both if there is no {@code mergeMode}), then the states of
 * both if the layer returns them.
 */
@RecordBuilder
public record Bidirectional(Optional<MergeMode> mergeMode, Layer layer, Layer backwardLayer)
    implements Layer, BidirectionalBuilder.With {
  /** How outputs of both directions become one. */
  public enum MergeMode {
    CONCAT,
    SUM,
    AVE,
    MUL;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String FORWARD = "forward_";
  private static final String BACKWARD = "backward_";

  public Bidirectional {
    Recurrent f = recurrent(layer);
    Recurrent b = recurrent(backwardLayer);
    Check.that(
        f.goBackwards() != b.goBackwards()
            && f.returnSequences() == b.returnSequences()
            && f.returnState() == b.returnState()
            && f.stateful() == b.stateful(),
        "Bidirectional: backwardLayer must differ from layer in goBackwards and agree in"
            + " returnSequences, returnState and stateful");
    // As Keras does: a repeated output would come from the other end of the sequence.
    layer = zeroing(layer);
    backwardLayer = zeroing(backwardLayer);
  }

  private static Layer zeroing(Layer side) {
    Recurrent r = recurrent(side);
    Layer changed = r.zeroingMasked(r.returnSequences());
    return side instanceof Configured c ? c.with(changed) : changed;
  }

  /** Concatenates the outputs of {@code layer} and of the same layer backwards. */
  public static Bidirectional of(Layer layer) {
    return of(layer, MergeMode.CONCAT);
  }

  public static Bidirectional of(Layer layer, MergeMode mergeMode) {
    return of(layer, Optional.of(mergeMode));
  }

  /** Without a merge mode the outputs of both directions are outputs of their own. */
  public static Bidirectional of(Layer layer, Optional<MergeMode> mergeMode) {
    Configured c = Configured.of(layer);
    String name = c.name().orElse(Names.snake(c.kerasName()));
    String base = name.startsWith(FORWARD) ? name.substring(FORWARD.length()) : name;
    return new Bidirectional(
        mergeMode, c.as(FORWARD + base), c.with(recurrent(layer).reversed()).as(BACKWARD + base));
  }

  private static Recurrent recurrent(Layer layer) {
    if (Configured.of(layer).layer() instanceof Recurrent r) {
      return r;
    }
    throw new IllegalArgumentException(
        "Bidirectional: layer must be recurrent, such as LSTM, GRU or RNN, got "
            + layer.kerasName());
  }

  @Override
  public Signature signature() {
    return Signature.of("sequences");
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Recurrent forward = recurrent(layer);
    List<Value> states = inputs.subList(1, inputs.size());
    int half = states.size() / 2;
    List<Value> f = side(scope, FORWARD, layer, inputs.get(0), states.subList(0, half));
    List<Value> b =
        side(scope, BACKWARD, backwardLayer, inputs.get(0), states.subList(half, 2 * half));
    Value y = f.get(0);
    Value back = forward.returnSequences() ? b.get(0).reverse(1) : b.get(0);
    var out = new ArrayList<Value>();
    if (mergeMode.isPresent()) {
      out.add(
          switch (mergeMode.get()) {
            case CONCAT -> Value.concat(-1, List.of(y, back));
            case SUM -> y.plus(back);
            case AVE -> y.plus(back).times(0.5);
            case MUL -> y.times(back);
          });
    } else {
      out.add(y);
      out.add(back);
    }
    out.addAll(f.subList(1, f.size()));
    out.addAll(b.subList(1, b.size()));
    return List.copyOf(out);
  }

  /** The forward layer's name has the prefix; a backward layer's, only if it was not given. */
  private List<Value> side(Scope scope, String prefix, Layer side, Value x, List<Value> states) {
    var inputs = new ArrayList<Value>(List.of(x));
    inputs.addAll(states);
    var masks = new ArrayList<Optional<Value>>(List.of(scope.mask(0)));
    states.forEach(s -> masks.add(Optional.empty()));
    Configured c = Configured.of(side);
    boolean named = c.name().isPresent() && prefix.equals(BACKWARD);
    String name = c.name().orElse(Names.snake(c.kerasName()));
    String full = named || name.startsWith(prefix) ? name : prefix + name;
    return scope.call(full, side, inputs, masks).outputs();
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    int merged = mergeMode.isPresent() ? 1 : 2;
    boolean sequences = recurrent(layer).returnSequences();
    var out = new ArrayList<Optional<Value>>();
    for (int i = 0; i < outputs.size(); i++) {
      out.add(i < merged && sequences ? scope.mask(0) : Optional.empty());
    }
    return List.copyOf(out);
  }
}
