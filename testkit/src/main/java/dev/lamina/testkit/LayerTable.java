package dev.lamina.testkit;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.DataFormat.CHANNELS_FIRST;
import static dev.lamina.layers.Padding.CAUSAL;
import static dev.lamina.layers.Padding.SAME;

import dev.lamina.layers.*;
import dev.lamina.regularizers.L2;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The table of layers: at least one line for every layer of Keras that Lamina has. */
public final class LayerTable {
  private LayerTable() {}

  /** All lines. */
  public static List<LayerCase> all() {
    return Stream.of(blocks(), ImageTable.all()).flatMap(List::stream).toList();
  }

  private static List<LayerCase> blocks() {
    return List.of(
        line(ActivationLayer.of(TANH), 3, 5),
        line(ActivityRegularization.of(0.2, 0.3), 3, 5),
        line(AdaptiveAveragePooling1D.of(3), 2, 7, 2),
        line(AdaptiveAveragePooling2D.of(3), 2, 7, 6, 2),
        line(AdaptiveAveragePooling3D.of(2), 2, 5, 4, 3, 2),
        line(AdaptiveMaxPooling1D.of(3), 2, 7, 2),
        line(AdaptiveMaxPooling2D.of(3).withDataFormat(CHANNELS_FIRST), 2, 2, 7, 6),
        line(AdaptiveMaxPooling3D.of(2), 2, 5, 4, 3, 2),
        LayerCase.of(Add.of(), Arg.real(3, 5), Arg.real(3, 5), Arg.real(3, 1)),
        LayerCase.of(AdditiveAttention.of(), Arg.real(2, 3, 4), Arg.real(2, 5, 4))
            .flag("returnAttentionScores"),
        line(AlphaDropout.of(0.3), 3, 7),
        LayerCase.of(
            Attention.of().withUseScale(true).withScoreMode(Attention.ScoreMode.CONCAT),
            Arg.real(2, 3, 4),
            Arg.real(2, 5, 6),
            Arg.real(2, 5, 4)),
        LayerCase.of(Attention.of().withDropout(0.2), Arg.real(2, 4, 4), Arg.real(2, 4, 4))
            .flag("useCausalMask"),
        LayerCase.of(Average.of(), Arg.real(3, 5), Arg.real(3, 5)),
        line(AveragePooling1D.of(2), 2, 7, 2),
        line(AveragePooling2D.of(3, 2).withPadding(SAME), 2, 5, 4, 2),
        line(AveragePooling3D.of(2), 2, 4, 3, 4, 2),
        line(BatchNormalization.of(), 5, 3),
        line(BatchNormalization.of().withAxis(1), 4, 3, 2),
        line(Bidirectional.of(LSTM.of(3)), 2, 4, 3),
        LayerCase.ofIntegers(CategoryEncoding.of(4), 4, 3, 2).plain(),
        LayerCase.of(Concatenate.of(1), Arg.real(2, 3, 4), Arg.real(2, 5, 4)),
        line(Conv1D.of(4, 3).withPadding(CAUSAL).withDilationRate(List.of(2)), 2, 7, 3),
        line(Conv1DTranspose.of(3, 3, 2), 2, 4, 3),
        line(Conv2D.of(4, 3, TANH).withGroups(2).withStrides(List.of(2, 1)), 2, 6, 5, 4),
        line(Conv2D.of(2, 2).withDataFormat(CHANNELS_FIRST), 2, 3, 4, 5),
        line(Conv2DTranspose.of(2, 3, 2).withPadding(SAME), 2, 3, 4, 3),
        line(Conv3D.of(2, 2), 2, 3, 4, 3, 2),
        line(Conv3DTranspose.of(2, 2, 2), 2, 2, 3, 2, 2),
        line(ConvLSTM1D.of(2, 2), 2, 3, 4, 2),
        line(ConvLSTM2D.of(2, 2), 2, 2, 3, 4, 2),
        line(ConvLSTM3D.of(1, 2), 1, 2, 2, 3, 2, 2),
        line(Cropping1D.of(1), 2, 5, 2),
        line(Cropping2D.of(1), 2, 5, 4, 2),
        line(Cropping3D.of(1), 2, 3, 4, 5, 2),
        line(Discretization.of(-0.5, 0.5), 3, 4).plain(),
        line(Dense.of(4, SIGMOID).withActivityRegularizer(Optional.of(L2.of(0.1))), 3, 2, 5),
        line(Dense.of(4).withLoraRank(Optional.of(2)), 3, 5),
        line(DepthwiseConv1D.of(3).withDepthMultiplier(2), 2, 6, 3),
        line(DepthwiseConv2D.of(2), 2, 5, 4, 3),
        LayerCase.of(
            Dot.of(2, 1).withNormalize(true), Arg.between(0.5, 2, 2, 3, 4), Arg.real(2, 4, 5)),
        line(Dropout.of(0.3), 4, 7),
        line(ELU.of(), 3, 7),
        line(EinsumDense.of("abc,cde->abde", -1, 2, 3).withBiasAxes(Optional.of("de")), 2, 3, 4),
        line(EinsumDense.of("...x,xy->...y", 3), 2, 3, 2, 4),
        LayerCase.ofIntegers(Embedding.of(7, 3), 7, 4, 5),
        line(Flatten.of(), 2, 3, 4),
        line(GRU.of(3), 2, 4, 3),
        LayerCase.of(GRUCell.of(3), Arg.real(2, 4), Arg.real(2, 3)),
        line(GaussianDropout.of(0.3), 3, 7),
        line(GaussianNoise.of(0.3), 3, 7),
        line(GlobalAveragePooling1D.of(), 2, 5, 3),
        line(GlobalAveragePooling2D.of(), 2, 5, 4, 3),
        line(GlobalAveragePooling3D.of(), 2, 3, 4, 2, 3),
        line(GlobalMaxPooling1D.of(), 2, 5, 3),
        line(GlobalMaxPooling2D.of(), 2, 5, 4, 3),
        line(GlobalMaxPooling3D.of(), 2, 3, 4, 2, 3),
        line(GroupNormalization.of(2), 3, 4, 6),
        LayerCase.of(
            GroupQueryAttention.of(3, 4, 2).withUseGate(true),
            Arg.real(2, 3, 4),
            Arg.real(2, 5, 4)),
        line(Identity.of(), 3, 4),
        line(LSTM.of(3), 2, 4, 3),
        LayerCase.of(LSTMCell.of(3), Arg.real(2, 4), Arg.real(2, 3), Arg.real(2, 3)),
        line(LayerNormalization.of(), 3, 5),
        line(LayerNormalization.of().withAxis(List.of(1, 2)).withRmsScaling(true), 2, 3, 4),
        line(Lambda.of(TANH), 3, 5),
        line(LeakyReLU.of(), 3, 7),
        line(Masking.of(), 2, 3, 4),
        line(MaxPooling1D.of(2), 2, 7, 2),
        line(MaxPooling2D.of(3, 2).withPadding(SAME), 2, 5, 4, 2),
        line(MaxPooling3D.of(2), 2, 4, 3, 4, 2),
        line(MelSpectrogram.of(16, 8).withNumMelBins(4).withSamplingRate(800), 2, 40),
        LayerCase.of(Maximum.of(), Arg.real(3, 5), Arg.between(-1.9, 1.7, 3, 5)),
        LayerCase.of(Minimum.of(), Arg.real(3, 5), Arg.between(-1.9, 1.7, 3, 5)),
        LayerCase.of(
            MultiHeadAttention.of(2, 3)
                .withValueDim(Optional.of(2))
                .withOutputShape(Optional.of(List.of(5))),
            Arg.real(2, 3, 4),
            Arg.real(2, 5, 6)),
        LayerCase.of(
                MultiHeadAttention.of(2, 3).withDropout(0.2).withSlidingWindow(Optional.of(2)),
                Arg.real(2, 4, 4),
                Arg.real(2, 4, 4))
            .flag("returnAttentionScores"),
        LayerCase.of(Multiply.of(), Arg.real(3, 5), Arg.real(3, 5)),
        line(PReLU.of(), 3, 7),
        line(Permute.of(2, 1), 2, 3, 4),
        line(Normalization.of(), 3, 4),
        line(Pipeline.of(Rescaling.of(0.5, 1), Dense.of(2)), 3, 4),
        line(Rescaling.of(0.5, 1), 3, 4),
        line(RMSNormalization.of(), 3, 5),
        line(RNN.of(StackedRNNCells.of(GRUCell.of(3), SimpleRNNCell.of(2))), 2, 4, 3),
        line(ReLU.of().withMaxValue(OptionalDouble.of(1.5)).withNegativeSlope(0.1), 3, 7),
        line(RepeatVector.of(3), 2, 4),
        line(Reshape.of(-1, 2), 2, 3, 4),
        LayerCase.ofIntegers(ReversibleEmbedding.of(7, 3), 7, 4, 5),
        line(
                ReversibleEmbedding.of(7, 3)
                    .withTieWeights(false)
                    .withLogitSoftCap(Optional.of(2.0)),
                4,
                3)
            .flag("reverse"),
        line(SeparableConv1D.of(4, 3), 2, 6, 3),
        line(SeparableConv2D.of(4, 2), 2, 5, 4, 3),
        line(SimpleRNN.of(3), 2, 4, 3),
        LayerCase.of(SimpleRNNCell.of(3), Arg.real(2, 4), Arg.real(2, 3)),
        line(Softmax.of(), 3, 5),
        line(Softmax.of().withAxis(List.of(1, 2)), 3, 2, 4),
        line(SpatialDropout1D.of(0.4), 3, 4, 5),
        line(SpatialDropout2D.of(0.4), 3, 2, 4, 5),
        line(SpatialDropout3D.of(0.4), 2, 3, 2, 2, 5),
        // Training overwrites the kernel; the gradient is that of the new one.
        line(SpectralNormalization.of(Dense.of(4)), 3, 5).inferenceOnly(),
        LayerCase.of(
            StackedRNNCells.of(GRUCell.of(3), SimpleRNNCell.of(2)),
            Arg.real(2, 4),
            Arg.real(2, 3),
            Arg.real(2, 2)),
        line(STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 8), 2, 20, 2),
        line(
            STFTSpectrogram.of(STFTSpectrogram.Mode.PSD, 6)
                .withPadding(SAME)
                .withExpandDims(true)
                .withDataFormat(CHANNELS_FIRST),
            2,
            2,
            15),
        LayerCase.of(Subtract.of(), Arg.real(3, 5), Arg.real(3, 5)),
        line(TimeDistributed.of(Dense.of(3, RELU)), 2, 4, 5),
        line(UnitNormalization.of(), 3, 5),
        line(UpSampling1D.of(2), 2, 3, 4),
        line(UpSampling2D.of(2), 2, 3, 4, 2),
        line(UpSampling2D.of(3).withInterpolation(Interpolation.BICUBIC), 2, 3, 4, 2),
        line(UpSampling3D.of(2), 2, 2, 3, 2, 2),
        line(ZeroPadding1D.of(1), 2, 3, 4),
        line(ZeroPadding2D.of(1), 2, 3, 4, 2),
        line(ZeroPadding3D.of(1), 2, 2, 3, 2, 2));
  }

  private static LayerCase line(Layer layer, int... dims) {
    return LayerCase.of(layer, dims);
  }
}
