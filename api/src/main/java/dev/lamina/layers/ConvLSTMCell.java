package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A step of a convolutional LSTM of any rank: the gates of {@link LSTMCell}, by convolutions. Its
 * options are those of the layer.
 */
record ConvLSTMCell(ConvLSTM layer) implements GatedCell {
  private int rank() {
    return layer.kernelSize().size();
  }

  @Override
  public boolean useBias() {
    return layer.useBias();
  }

  @Override
  public Initializer kernelInitializer() {
    return layer.kernelInitializer();
  }

  @Override
  public Initializer recurrentInitializer() {
    return layer.recurrentInitializer();
  }

  @Override
  public Initializer biasInitializer() {
    return layer.biasInitializer();
  }

  @Override
  public Optional<Regularizer> kernelRegularizer() {
    return layer.kernelRegularizer();
  }

  @Override
  public Optional<Regularizer> recurrentRegularizer() {
    return layer.recurrentRegularizer();
  }

  @Override
  public Optional<Regularizer> biasRegularizer() {
    return layer.biasRegularizer();
  }

  @Override
  public Optional<Constraint> kernelConstraint() {
    return layer.kernelConstraint();
  }

  @Override
  public Optional<Constraint> recurrentConstraint() {
    return layer.recurrentConstraint();
  }

  @Override
  public Optional<Constraint> biasConstraint() {
    return layer.biasConstraint();
  }

  @Override
  public double dropout() {
    return layer.dropout();
  }

  @Override
  public double recurrentDropout() {
    return layer.recurrentDropout();
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int gateAxis() {
    return layer.dataFormat() == DataFormat.CHANNELS_LAST ? -1 : -1 - rank();
  }

  @Override
  public boolean dropsPerGate() {
    return true;
  }

  @Override
  public Initializer biasStart() {
    return layer.unitForgetBias() ? new ForgetBias(biasInitializer()) : biasInitializer();
  }

  @Override
  public Shape kernelShape(Shape x) {
    return Shape.of(layer.kernelSize()).concat(Shape.of(x.dim(gateAxis()), 4 * layer.filters()));
  }

  @Override
  public Shape recurrentShape() {
    return Shape.of(layer.kernelSize()).concat(Shape.of(layer.filters(), 4 * layer.filters()));
  }

  @Override
  public Shape biasShape() {
    return Shape.of(4 * layer.filters());
  }

  @Override
  public List<Shape> stateShapes(Shape x) {
    Shape state = x.with(x.axis(gateAxis()), layer.filters());
    int first = layer.dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    for (int i = 0; i < rank(); i++) {
      int span = (layer.kernelSize().get(i) - 1) * layer.dilationRate().get(i) + 1;
      int in = x.dim(first + i);
      int stride = layer.strides().get(i);
      boolean same = layer.padding() == Padding.SAME;
      Check.that(
          same || in >= span,
          "%s: the kernel spans %d elements along axis %d, the input %s has %d; use padding same",
          layer.kerasName(),
          span,
          first + i,
          x,
          in);
      state = state.with(first + i, ((same ? in : in - span + 1) + stride - 1) / stride);
    }
    return List.of(state, state);
  }

  @Override
  public Value times(Value x, Value kernel) {
    boolean sequence = x.rank() == rank() + 3;
    Shape s = x.shape();
    Value flat =
        sequence ? x.reshape(Shape.of(s.dim(0) * s.dim(1)).concat(s.range(2, s.rank()))) : x;
    Value y = convolve(flat, kernel, layer.strides(), layer.dilationRate(), layer.padding());
    return sequence ? y.reshape(s.range(0, 2).concat(y.shape().range(1, y.rank()))) : y;
  }

  @Override
  public Value recur(Value h, Value kernel) {
    List<Integer> ones = Spatial.repeat(1, rank());
    return convolve(h, kernel, ones, ones, Padding.SAME);
  }

  private Value convolve(
      Value x, Value kernel, List<Integer> strides, List<Integer> dilation, Padding padding) {
    Value last = Spatial.toLast(layer.dataFormat(), x);
    var window = Spatial.window(last, layer.kernelSize(), strides, dilation, padding);
    return Spatial.fromLast(layer.dataFormat(), Value.of(new Conv(window, 1), last, kernel));
  }

  @Override
  public Step advance(Scope scope, Value projected, List<Value> states) {
    Value h = states.get(0);
    Value product = recur(h, recurrentKernel(scope), recurrentMasks(scope, h));
    return LSTMCell.next(
        gates(projected.plus(product)),
        states.get(1),
        layer.activation(),
        layer.recurrentActivation());
  }
}
