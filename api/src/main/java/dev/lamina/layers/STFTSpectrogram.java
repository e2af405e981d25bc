package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.STFT;
import dev.lamina.initializers.SignalWindow;
import dev.lamina.initializers.WindowName;
import dev.lamina.ops.Ops;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Short-time Fourier transforms of signals, as a convolution with trained kernels that start as the
 * transform's (Cheuk et al. 2020, arXiv:1912.12055): with the real part r and the imaginary part i
 * of a frame, {@code log}: log √(r² + i²), {@code magnitude}: √(r² + i²), {@code psd}: r² + i²,
 * doubled for all but the first and the last frequency, {@code angle}: atan2(i, r), {@code stft}: r
 * and then i.
 *
 * <p>x: [batch, time, channels] -> [batch, frames, channels bins], or with {@code expandDims}
 * [batch, frames, bins, channels]; channels first: [batch, channels, time] -> [batch, channels
 * bins, frames] or [batch, channels, frames, bins]. bins = fftLength / 2 + 1, twice that for {@code
 * stft}.
 *
 * @param frameStep empty: half of frameLength
 * @param fftLength empty: the least power of two that is not below frameLength
 * @param window by name, or its values; empty: none
 * @param periodic see {@link STFT}
 * @param scaling see {@link STFT}
 * @param padding valid or same
 */
@RecordBuilder
public record STFTSpectrogram(
    Mode mode,
    int frameLength,
    Optional<Integer> frameStep,
    Optional<Integer> fftLength,
    Optional<SignalWindow> window,
    boolean periodic,
    Optional<STFT.Scaling> scaling,
    Padding padding,
    boolean expandDims,
    DataFormat dataFormat)
    implements Layer, STFTSpectrogramBuilder.With {
  /** What comes out. */
  public enum Mode {
    LOG,
    MAGNITUDE,
    PSD,
    REAL,
    IMAG,
    ANGLE,
    STFT
  }

  /** Keras' backend epsilon: what roots and logarithms do not go below. */
  private static final double TINY = 1e-7;

  public STFTSpectrogram {
    Check.positive("STFTSpectrogram", "frameLength", frameLength);
    int length = frameLength;
    Check.that(
        frameStep.isEmpty() || (frameStep.get() >= 1 && frameStep.get() <= length),
        "STFTSpectrogram: frameStep must be in [1, frameLength %d], got %s",
        frameLength,
        frameStep.orElse(0));
    Check.that(
        fftLength.isEmpty() || fftLength.get() >= length,
        "STFTSpectrogram: fftLength must be at least frameLength %d, got %s",
        frameLength,
        fftLength.orElse(0));
    Check.that(
        window.isEmpty() || window.get().fits(length),
        "STFTSpectrogram: window must have frameLength %d values, got %s",
        frameLength,
        window);
    Spatial.notCausal("STFTSpectrogram", padding);
  }

  public static STFTSpectrogram of(Mode mode, int frameLength) {
    return new STFTSpectrogram(
        mode,
        frameLength,
        Optional.empty(),
        Optional.empty(),
        Optional.of(WindowName.HANN),
        false,
        Optional.of(STFT.Scaling.DENSITY),
        Padding.VALID,
        false,
        DataFormat.CHANNELS_LAST);
  }

  private int step() {
    return frameStep.orElse(Math.max(1, frameLength / 2));
  }

  private int bins() {
    int power = Integer.highestOneBit(frameLength);
    return fftLength.orElse(power == frameLength ? power : 2 * power) / 2 + 1;
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value x = Check.floating(scope, input);
    Check.rank(scope, this, x, 3, "[batch, time, channels]");
    Value signals = dataFormat == DataFormat.CHANNELS_LAST ? x.transpose(0, 2, 1) : x;
    int time = signals.dim(-1);
    if (padding == Padding.SAME) {
      int frames = (time + step() - 1) / step();
      int missing = Math.max(0, (frames - 1) * step() + frameLength - time);
      signals =
          signals.pad(new int[] {0, 0, missing / 2}, new int[] {0, 0, missing - missing / 2}, 0);
    }
    Check.that(
        signals.dim(-1) >= frameLength,
        "%s (STFTSpectrogram): expected at least frameLength %d samples, got %d in input %s",
        scope.path(),
        frameLength,
        time,
        x.shape());
    Value frames = Ops.extractSequences(signals, frameLength, step());
    return arranged(result(scope, frames));
  }

  /** [batch, channels, frames, bins]. */
  private Value result(Scope scope, Value frames) {
    if (mode == Mode.REAL) {
      return part(scope, frames, STFT.Side.REAL);
    } else if (mode == Mode.IMAG) {
      return part(scope, frames, STFT.Side.IMAG);
    }
    Value re = part(scope, frames, STFT.Side.REAL);
    Value im = part(scope, frames, STFT.Side.IMAG);
    if (mode == Mode.ANGLE) {
      return Ops.arctan2(im, re);
    } else if (mode == Mode.STFT) {
      return Value.concat(3, List.of(re, im));
    }
    Value power = re.square().plus(im.square());
    if (mode == Mode.PSD) {
      Value inner = power.slice(-1, 1, bins() - 1);
      return power.plus(inner.pad(new int[] {0, 0, 0, 1}, new int[] {0, 0, 0, 1}, 0));
    }
    Value magnitude = power.max(TINY).sqrt();
    return mode == Mode.MAGNITUDE ? magnitude : magnitude.max(TINY).log();
  }

  private Value part(Scope scope, Value frames, STFT.Side side) {
    var initializer = new STFT(side, window, periodic, scaling);
    String name = side == STFT.Side.REAL ? "real_kernel" : "imag_kernel";
    Value kernel = scope.param(name, Shape.of(frameLength, 1, bins()), initializer);
    return frames.matmul(kernel.reshape(frameLength, bins()));
  }

  private Value arranged(Value y) {
    boolean last = dataFormat == DataFormat.CHANNELS_LAST;
    if (expandDims) {
      return last ? y.transpose(0, 2, 3, 1) : y;
    }
    int all = y.dim(1) * y.dim(3);
    return last
        ? y.transpose(0, 2, 1, 3).reshape(y.dim(0), y.dim(2), all)
        : y.transpose(0, 1, 3, 2).reshape(y.dim(0), all, y.dim(2));
  }
}
