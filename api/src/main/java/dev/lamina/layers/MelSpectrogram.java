package dev.lamina.layers;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.initializers.SignalWindow;
import dev.lamina.initializers.WindowName;
import dev.lamina.ops.Frames;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How strong the frequencies of a signal are over time, in bands that are equally wide on the mel
 * scale 1127 ln(1 + f / 700) (Stevens, Volkmann, Newman 1937; constants of O'Shaughnessy 1987):
 * |short-time Fourier transform|^magExp summed up by triangles, in decibels 10 log₁₀(max(power,
 * minPower)) - 10 log₁₀(max(|refPower|, minPower)), at most topDb below the largest of the batch.
 *
 * <p>x: [batch, time] -> [batch, numMelBins, frames], frames = 1 + time / sequenceStride for an
 * even fftLength.
 *
 * @param sequenceLength of the window; empty: fftLength
 * @param window hann or hamming, or its values; empty: none
 * @param samplingRate samples per second
 * @param minFreq lower edge of the first band, in Hz
 * @param maxFreq upper edge of the last band, in Hz; empty: half of samplingRate
 * @param powerToDb whether decibels come out, or powers
 */
@RecordBuilder
public record MelSpectrogram(
    int fftLength,
    int sequenceStride,
    Optional<Integer> sequenceLength,
    Optional<SignalWindow> window,
    int samplingRate,
    int numMelBins,
    double minFreq,
    Optional<Double> maxFreq,
    boolean powerToDb,
    double topDb,
    double magExp,
    double minPower,
    double refPower)
    implements Layer, MelSpectrogramBuilder.With {
  public MelSpectrogram {
    Check.positive("MelSpectrogram", "sequenceStride", sequenceStride);
    Check.positive("MelSpectrogram", "samplingRate", samplingRate);
    Check.positive("MelSpectrogram", "numMelBins", numMelBins);
    sequenceLength = Optional.of(sequenceLength.orElse(fftLength));
    // As Keras has it: a whole number of Hz.
    maxFreq = Optional.of(maxFreq.orElse((double) Math.floorDiv(samplingRate, 2)));
    Check.that(
        minFreq < maxFreq.get(),
        "MelSpectrogram: minFreq must be below maxFreq %s, got %s",
        maxFreq.get(),
        minFreq);
    int length = sequenceLength.get();
    Check.that(
        length > 0 && length <= fftLength,
        "MelSpectrogram: sequenceLength must be in [1, fftLength %d], got %d",
        fftLength,
        length);
    Check.that(
        window.isEmpty() || window.get().fits(length),
        "MelSpectrogram: window must have sequenceLength %d values, got %s",
        length,
        window);
    Check.that(minPower > 0, "MelSpectrogram: minPower must be > 0, got %s", minPower);
  }

  public static MelSpectrogram of(int fftLength, int sequenceStride) {
    return new MelSpectrogram(
        fftLength,
        sequenceStride,
        Optional.empty(),
        Optional.of(WindowName.HANN),
        16000,
        128,
        20,
        Optional.empty(),
        true,
        80,
        2,
        1e-10,
        1);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value given = Check.floating(scope, input);
    Check.minRank(scope, this, given, 2, "[batch, time]");
    Value x = given.dtype().bytes() == 2 ? given.cast(DType.FLOAT32) : given;
    var stft =
        new Frames.STFT(sequenceLength.orElse(fftLength), sequenceStride, fftLength, window, true);
    List<Value> parts = stft.write(List.of(x));
    Value magnitude = parts.get(0).square().plus(parts.get(1).square()).sqrt();
    Value y = magnitude.pow(magExp).matmul(Value.constant(bands().cast(x.dtype())));
    if (powerToDb) {
      double reference = 10 * Math.log10(Math.max(Math.abs(refPower), minPower));
      Value decibels = y.max(minPower).log().times(10 / Math.log(10)).minus(reference);
      Value largest = decibels.maxOver(IntStream.range(0, decibels.rank()).toArray());
      y = decibels.max(largest.minus(topDb));
    }
    return y.swapAxes(-1, -2).cast(given.dtype());
  }

  private static double mel(double hertz) {
    return 1127 * StrictMath.log(1 + hertz / 700);
  }

  /** A triangle for each band, as a column; the frequency 0 counts nowhere. */
  private Tensor bands() {
    int bins = fftLength / 2 + 1;
    double low = mel(minFreq);
    double width = (mel(maxFreq.orElse(samplingRate / 2.0)) - low) / (numMelBins + 1);
    double[] out = new double[Tables.size(kerasName(), bins, numMelBins)];
    for (int f = 1; f < bins; f++) {
      double at = mel(samplingRate / 2.0 * f / (bins - 1));
      for (int b = 0; b < numMelBins; b++) {
        double up = (at - (low + b * width)) / width;
        double down = (low + (b + 2) * width - at) / width;
        out[f * numMelBins + b] = Math.max(0, Math.min(up, down));
      }
    }
    return Tensor.wrap(out, Shape.of(bins, numMelBins));
  }
}
