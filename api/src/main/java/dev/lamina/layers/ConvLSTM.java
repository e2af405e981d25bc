package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;

/** What convolutional LSTMs of all ranks share; the rank is the number of kernel sizes. */
interface ConvLSTM extends Recurrent {
  int filters();

  List<Integer> kernelSize();

  List<Integer> strides();

  Padding padding();

  DataFormat dataFormat();

  List<Integer> dilationRate();

  Activation activation();

  Activation recurrentActivation();

  boolean useBias();

  Initializer kernelInitializer();

  Initializer recurrentInitializer();

  Initializer biasInitializer();

  boolean unitForgetBias();

  Optional<Regularizer> kernelRegularizer();

  Optional<Regularizer> recurrentRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Constraint> kernelConstraint();

  Optional<Constraint> recurrentConstraint();

  Optional<Constraint> biasConstraint();

  double dropout();

  double recurrentDropout();

  @Override
  default Layer cell() {
    return new ConvLSTMCell(this);
  }

  @Override
  default void checkInput(Scope scope, Value x) {
    String axes =
        switch (kernelSize().size()) {
          case 1 -> "steps";
          case 2 -> "rows, columns";
          default -> "planes, rows, columns";
        };
    Check.rank(
        scope,
        this,
        x,
        kernelSize().size() + 3,
        dataFormat() == DataFormat.CHANNELS_LAST
            ? "[batch, time, " + axes + ", channels]"
            : "[batch, time, channels, " + axes + "]");
  }

  /** Checks the arguments; for compact constructors. */
  static void check(
      String layer,
      int rank,
      List<Integer> kernelSize,
      List<Integer> strides,
      List<Integer> dilationRate,
      Padding padding) {
    Check.positive(layer, "kernelSize", kernelSize, rank);
    Check.positive(layer, "strides", strides, rank);
    Check.positive(layer, "dilationRate", dilationRate, rank);
    Check.that(
        padding != Padding.CAUSAL,
        "%s: padding causal is for Conv1D only, expected valid or same",
        layer);
    Check.that(
        strides.stream().allMatch(s -> s == 1) || dilationRate.stream().allMatch(d -> d == 1),
        "%s: strides > 1 and dilationRate > 1 exclude each other, got %s and %s",
        layer,
        strides,
        dilationRate);
  }
}
