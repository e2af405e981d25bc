package dev.lamina.backend.java;

import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Convolution and its two gradients by one matrix product per image and group. A patch matrix
 * [positions, taps * in / groups] holds what each output position sees.
 */
final class Convolutions {
  /**
   * Kernel gradients are summed over this many slices of the batch and then over the slices: a
   * number that does not depend on threads, so that the sum does not either.
   */
  private static final int SLICES = 8;

  private final Parallel parallel;
  private final Windows windows;
  private final int groups;
  private final int batch;
  private final int in;
  private final int out;
  private final int positions;
  private final int depth;
  private final int imageIn;
  private final int imageOut;

  /** {@code x}: input, {@code k}: kernel, {@code y}: output shape of the convolution. */
  Convolutions(Window window, int groups, Shape x, Shape k, Shape y, Parallel parallel) {
    this.parallel = parallel;
    this.groups = groups;
    List<Integer> size = k.toList().subList(0, window.rank());
    this.windows = new Windows(window, size, Windows.spatial(x), Windows.spatial(y));
    this.batch = x.dim(0);
    this.in = x.dim(-1);
    this.out = y.dim(-1);
    this.positions = windows.positions();
    this.depth = windows.taps() * (in / groups);
    this.imageIn = Windows.spatial(x).intSize() * in;
    this.imageOut = positions * out;
  }

  private int grain() {
    long work = 1L + (long) positions * depth * (out / groups) * groups;
    return (int) Math.min(1 << 20, 1 + 100_000 / work);
  }

  Tensor forward(Tensor x, Tensor kernel, TensorType type) {
    Tensor y = Tensor.zeros(type);
    parallel.run(
        batch,
        grain(),
        (from, to) -> {
          Object patches = scratch(type, positions * depth);
          for (int image = from; image < to; image++) {
            for (int g = 0; g < groups; g++) {
              patches(x.array(), image * imageIn, g, patches);
              Gemm.add(
                  Gemm.Matrix.dense(patches, 0, depth),
                  kernel(kernel, g),
                  result(y, image, g),
                  positions,
                  out / groups,
                  depth);
            }
          }
        });
    return y;
  }

  Tensor inputGrad(Tensor gradient, Tensor kernel, TensorType type) {
    Tensor dx = Tensor.zeros(type);
    // [out, taps * in / groups]: rows of the second factor must be dense.
    Tensor flat = kernel.reshape(depth, out);
    Tensor turned = new Structure(parallel).swapLast(flat);
    parallel.run(
        batch,
        grain(),
        (from, to) -> {
          for (int image = from; image < to; image++) {
            for (int g = 0; g < groups; g++) {
              Object patches = scratch(type, positions * depth);
              Gemm.add(
                  result(gradient, image, g),
                  Gemm.Matrix.dense(turned.array(), g * (out / groups) * depth, depth),
                  Gemm.Matrix.dense(patches, 0, depth),
                  positions,
                  depth,
                  out / groups);
              addPatches(patches, g, dx.array(), image * imageIn);
            }
          }
        });
    return dx;
  }

  Tensor kernelGrad(Tensor x, Tensor gradient, TensorType type) {
    int slices = Math.min(batch, SLICES);
    Tensor[] parts = new Tensor[slices];
    parallel.run(
        slices,
        1,
        (from, to) -> {
          Object patches = scratch(type, positions * depth);
          for (int s = from; s < to; s++) {
            parts[s] = Tensor.zeros(type);
            for (int image = batch * s / slices; image < batch * (s + 1) / slices; image++) {
              for (int g = 0; g < groups; g++) {
                patches(x.array(), image * imageIn, g, patches);
                Gemm.add(
                    Gemm.Matrix.dense(patches, 0, depth).transposed(),
                    result(gradient, image, g),
                    kernel(parts[s], g),
                    depth,
                    out / groups,
                    positions);
              }
            }
          }
        });
    Tensor dk = Tensor.zeros(type);
    for (Tensor part : parts) {
      Elements.add(part.array(), 0, dk.array(), 0, dk.size());
    }
    return dk;
  }

  private static Object scratch(TensorType like, int n) {
    return Tensor.zeros(like.withShape(Shape.of(n))).array();
  }

  private Gemm.Matrix kernel(Tensor k, int group) {
    return new Gemm.Matrix(k.array(), group * (out / groups), out, 1);
  }

  private Gemm.Matrix result(Tensor y, int image, int group) {
    return new Gemm.Matrix(y.array(), image * imageOut + group * (out / groups), out, 1);
  }

  private void patches(Object image, int start, int group, Object to) {
    int channels = in / groups;
    int at = 0;
    for (int p = 0; p < positions; p++) {
      for (int t = 0; t < windows.taps(); t++) {
        int source = windows.source(p, t);
        if (source >= 0) {
          System.arraycopy(image, start + source * in + group * channels, to, at, channels);
        } else {
          for (int c = 0; c < channels; c++) {
            Elements.set(to, at + c, 0.0);
          }
        }
        at += channels;
      }
    }
  }

  private void addPatches(Object patches, int group, Object image, int start) {
    int channels = in / groups;
    int at = 0;
    for (int p = 0; p < positions; p++) {
      for (int t = 0; t < windows.taps(); t++) {
        int source = windows.source(p, t);
        if (source >= 0) {
          Elements.add(patches, at, image, start + source * in + group * channels, channels);
        }
        at += channels;
      }
    }
  }
}
