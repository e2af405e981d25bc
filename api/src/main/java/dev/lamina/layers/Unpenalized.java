package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;

/** A layer whose own activity regularizer adds no loss; those of layers inside it do. */
record Unpenalized(Layer layer) implements ForwardingLayer {
  @Override
  public Value apply(Scope scope, Value x) {
    return layer.apply(new Quiet(scope), x);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    return layer.call(new Quiet(scope), inputs);
  }

  private record Quiet(Scope scope) implements ForwardingScope {
    @Override
    public void addLoss(Value scalar) {
      // A penalty that Keras does not have either.
    }

    @Override
    public Value weight(WeightSpec spec) {
      return scope.weight(spec);
    }

    @Override
    public Scope withTraining(boolean training) {
      return new Quiet(scope.withTraining(training));
    }

    @Override
    public Scope frozen() {
      return new Quiet(scope.frozen());
    }
  }
}
