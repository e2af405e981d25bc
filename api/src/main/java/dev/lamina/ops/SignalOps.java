package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.initializers.WindowName;
import java.util.List;
import java.util.Optional;

/**
 * Fourier transforms; part of {@link Ops}. A complex tensor is a list of two: its real and its
 * imaginary part.
 */
abstract class SignalOps extends CountOps {
  SignalOps() {}

  /** The discrete Fourier transform of the last axis. */
  public static <T extends Operand<T>> List<T> fft(T real, T imaginary) {
    return real.apply(new Fourier.FFT(), List.of(real, imaginary));
  }

  /** The transform of the last two axes. */
  public static <T extends Operand<T>> List<T> fft2(T real, T imaginary) {
    return real.apply(new Fourier.FFT2(), List.of(real, imaginary));
  }

  /** The inverse of {@link #fft2}. */
  public static <T extends Operand<T>> List<T> ifft2(T real, T imaginary) {
    return real.apply(new Fourier.IFFT2(), List.of(real, imaginary));
  }

  /** The first n/2 + 1 entries of the transform of real numbers. */
  public static <T extends Operand<T>> List<T> rfft(T x) {
    return x.apply(new Fourier.RFFT(Optional.empty()), List.of(x));
  }

  /** The same of x cut or padded with zeros to {@code fftLength}. */
  public static <T extends Operand<T>> List<T> rfft(T x, int fftLength) {
    return x.apply(new Fourier.RFFT(Optional.of(fftLength)), List.of(x));
  }

  /** The 2 (n - 1) real numbers whose {@link #rfft} has these n entries. */
  public static <T extends Operand<T>> T irfft(T real, T imaginary) {
    return real.apply(new Fourier.IRFFT(Optional.empty()), List.of(real, imaginary)).get(0);
  }

  /** The {@code fftLength} real numbers with this {@link #rfft}. */
  public static <T extends Operand<T>> T irfft(T real, T imaginary, int fftLength) {
    return real.apply(new Fourier.IRFFT(Optional.of(fftLength)), List.of(real, imaginary)).get(0);
  }

  /** Sequences of the last axis that overlap or not. */
  public static <T extends Operand<T>> T extractSequences(T x, int length, int stride) {
    return one(new Frames.ExtractSequences(length, stride), x);
  }

  /** Transforms of sequences with a Hann window, centered; see {@link Frames.STFT}. */
  public static <T extends Operand<T>> List<T> stft(
      T x, int sequenceLength, int sequenceStride, int fftLength) {
    return x.apply(
        new Frames.STFT(
            sequenceLength, sequenceStride, fftLength, Optional.of(WindowName.HANN), true),
        List.of(x));
  }

  /** The signal with this {@link #stft}; see {@link Frames.ISTFT}. */
  public static <T extends Operand<T>> T istft(
      T real, T imaginary, int sequenceLength, int sequenceStride, int fftLength) {
    var op =
        new Frames.ISTFT(
            sequenceLength,
            sequenceStride,
            fftLength,
            Optional.empty(),
            Optional.of(WindowName.HANN),
            true);
    return real.apply(op, List.of(real, imaginary)).get(0);
  }
}
