package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** A layer whose own activity regularizer adds no loss; those of layers inside it do. */
record Unpenalized(Layer layer) implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return layer.apply(new Quiet(scope), x);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    return layer.call(new Quiet(scope), inputs);
  }

  @Override
  public String kerasName() {
    return layer.kerasName();
  }

  @Override
  public Signature signature() {
    return layer.signature();
  }

  @Override
  public Autocast autocast() {
    return layer.autocast();
  }

  @Override
  public boolean supportsMasking() {
    return layer.supportsMasking();
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return layer.computeMasks(scope, inputs, outputs);
  }

  @Override
  public int weightGroup(String name, boolean trainable) {
    return layer.weightGroup(name, trainable);
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
