package dev.lamina.backend.java;

import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** Maximum and average pooling and their gradients; threads share the images. */
final class Pooling {
  private final Parallel parallel;
  private final Windows windows;
  private final int batch;
  private final int channels;
  private final int imageIn;
  private final int imageOut;

  /** {@code x}: input, {@code y}: output shape of the pooling. */
  Pooling(Window window, List<Integer> size, Shape x, Shape y, Parallel parallel) {
    this.parallel = parallel;
    this.windows = new Windows(window, size, Windows.spatial(x), Windows.spatial(y));
    this.batch = x.dim(0);
    this.channels = x.dim(-1);
    this.imageIn = Windows.spatial(x).intSize() * channels;
    this.imageOut = windows.positions() * channels;
  }

  private int grain() {
    return 1 + 32768 / (1 + imageOut * windows.taps());
  }

  Tensor forward(Pool.Kind kind, Tensor x, TensorType type) {
    Tensor y = Tensor.zeros(type);
    parallel.run(
        batch,
        grain(),
        (from, to) -> {
          double[] row = new double[channels];
          double[] acc = new double[channels];
          for (int image = from; image < to; image++) {
            for (int p = 0; p < windows.positions(); p++) {
              pool(kind, x.array(), image * imageIn, p, row, acc);
              int at = image * imageOut + p * channels;
              if (type.dtype().isFloating()) {
                Elements.store(acc, y.array(), at, channels);
              } else {
                for (int c = 0; c < channels; c++) {
                  Elements.set(y.array(), at + c, acc[c]);
                }
              }
            }
          }
        });
    return y;
  }

  private void pool(Pool.Kind kind, Object x, int start, int p, double[] row, double[] acc) {
    boolean max = kind == Pool.Kind.MAX;
    Arrays.fill(acc, max ? Double.NEGATIVE_INFINITY : 0);
    int count = 0;
    for (int t = 0; t < windows.taps(); t++) {
      int source = windows.source(p, t);
      if (source >= 0) {
        count++;
        Elements.load(x, start + source * channels, 1, row, channels);
        if (max) {
          for (int c = 0; c < channels; c++) {
            acc[c] = Math.max(acc[c], row[c]);
          }
        } else {
          for (int c = 0; c < channels; c++) {
            acc[c] += row[c];
          }
        }
      }
    }
    if (!max) {
      for (int c = 0; c < channels; c++) {
        acc[c] /= count;
      }
    }
  }

  Tensor maxGrad(Tensor x, Tensor y, Tensor gradient) {
    Tensor dx = Tensor.zeros(x.type());
    parallel.run(
        batch,
        grain(),
        (from, to) -> {
          double[] acc = new double[imageIn];
          double[] row = new double[channels];
          double[] best = new double[channels];
          double[] g = new double[channels];
          for (int image = from; image < to; image++) {
            Arrays.fill(acc, 0);
            for (int p = 0; p < windows.positions(); p++) {
              int at = image * imageOut + p * channels;
              Elements.load(y.array(), at, 1, best, channels);
              Elements.load(gradient.array(), at, 1, g, channels);
              for (int t = 0; t < windows.taps(); t++) {
                int source = windows.source(p, t);
                if (source >= 0) {
                  Elements.load(x.array(), image * imageIn + source * channels, 1, row, channels);
                  give(row, best, g, acc, source * channels);
                }
              }
            }
            Elements.store(acc, dx.array(), image * imageIn, imageIn);
          }
        });
    return dx;
  }

  /** Gives a channel's gradient to its first maximum; {@code g} is then 0 for the taps after it. */
  private void give(double[] row, double[] best, double[] g, double[] acc, int at) {
    for (int c = 0; c < channels; c++) {
      if (row[c] == best[c]) {
        acc[at + c] += g[c];
        g[c] = 0;
      }
    }
  }

  Tensor avgGrad(Tensor gradient, TensorType type) {
    Tensor dx = Tensor.zeros(type);
    parallel.run(
        batch,
        grain(),
        (from, to) -> {
          double[] acc = new double[imageIn];
          double[] g = new double[channels];
          for (int image = from; image < to; image++) {
            Arrays.fill(acc, 0);
            for (int p = 0; p < windows.positions(); p++) {
              Elements.load(gradient.array(), image * imageOut + p * channels, 1, g, channels);
              share(p, g, acc);
            }
            Elements.store(acc, dx.array(), image * imageIn, imageIn);
          }
        });
    return dx;
  }

  private void share(int p, double[] g, double[] acc) {
    int count = 0;
    for (int t = 0; t < windows.taps(); t++) {
      count += windows.source(p, t) >= 0 ? 1 : 0;
    }
    for (int t = 0; t < windows.taps(); t++) {
      int source = windows.source(p, t);
      if (source >= 0) {
        for (int c = 0; c < channels; c++) {
          acc[source * channels + c] += g[c] / count;
        }
      }
    }
  }
}
