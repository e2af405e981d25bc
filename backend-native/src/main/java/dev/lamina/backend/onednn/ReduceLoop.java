package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Reductions.Extent;
import dev.lamina.graph.op.Reduce;
import java.util.Arrays;
import java.util.List;

/** A reduction as a Java loop over blocks on the heap. */
final class ReduceLoop {
  private static final int BLOCK = 1024;

  private final Reduce.Kind kind;
  private final int outer;
  private final int reduced;
  private final int inner;
  private final View from;
  private final View to;
  private final float[] block;
  private final double[] sums;
  private final float[] extremes;

  private ReduceLoop(Reduce.Kind kind, Extent x, View from, View to) {
    this.kind = kind;
    this.outer = Math.toIntExact(x.outer());
    this.reduced = Math.toIntExact(x.reduced());
    this.inner = Math.toIntExact(x.inner());
    this.from = from;
    this.to = to;
    this.block = new float[Math.min(BLOCK, Math.max(reduced, inner))];
    this.sums = new double[block.length];
    this.extremes = new float[block.length];
  }

  static void emit(Reduce.Kind kind, Extent x, Place from, Place to, Emission e) {
    e.add(
        new JavaStep(
            "%s [%d, %d, %d]".formatted(kind, x.outer(), x.reduced(), x.inner()),
            List.of(from),
            List.of(to),
            c -> new ReduceLoop(kind, x, c.view(from), c.view(to))::run));
  }

  private void run() {
    for (int o = 0; o < outer; o++) {
      if (inner == 1) {
        to.floats().put(o, row(o * reduced));
      } else {
        for (int i = 0; i < inner; i += BLOCK) {
          columns(o, i, Math.min(BLOCK, inner - i));
        }
      }
    }
  }

  /** Reduces neighbouring elements. */
  private float row(int start) {
    double sum = 0;
    double product = 1;
    float max = Float.NEGATIVE_INFINITY;
    float min = Float.POSITIVE_INFINITY;
    for (int at = 0; at < reduced; at += block.length) {
      int n = Math.min(block.length, reduced - at);
      from.floats().get(start + at, block, 0, n);
      switch (kind) {
        case SUM, MEAN -> {
          for (int i = 0; i < n; i++) {
            sum += block[i];
          }
        }
        case PROD -> {
          for (int i = 0; i < n; i++) {
            product *= block[i];
          }
        }
        case MAX -> {
          for (int i = 0; i < n; i++) {
            max = Math.max(max, block[i]);
          }
        }
        case MIN -> {
          for (int i = 0; i < n; i++) {
            min = Math.min(min, block[i]);
          }
        }
      }
    }
    return switch (kind) {
      case SUM -> (float) sum;
      case MEAN -> (float) (sum / reduced);
      case PROD -> (float) product;
      case MAX -> max;
      case MIN -> min;
    };
  }

  /** Reduces {@code n} columns from column {@code i} on, row after row. */
  private void columns(int o, int i, int n) {
    Arrays.fill(sums, 0, n, kind == Reduce.Kind.PROD ? 1 : 0);
    for (int r = 0; r < reduced; r++) {
      from.floats().get((o * reduced + r) * inner + i, block, 0, n);
      switch (kind) {
        case SUM, MEAN -> {
          for (int k = 0; k < n; k++) {
            sums[k] += block[k];
          }
        }
        case PROD -> {
          for (int k = 0; k < n; k++) {
            sums[k] *= block[k];
          }
        }
        case MAX -> {
          for (int k = 0; k < n; k++) {
            extremes[k] = r == 0 ? block[k] : Math.max(extremes[k], block[k]);
          }
        }
        case MIN -> {
          for (int k = 0; k < n; k++) {
            extremes[k] = r == 0 ? block[k] : Math.min(extremes[k], block[k]);
          }
        }
      }
    }
    if (kind != Reduce.Kind.MAX && kind != Reduce.Kind.MIN) {
      double scale = kind == Reduce.Kind.MEAN ? reduced : 1;
      for (int k = 0; k < n; k++) {
        extremes[k] = (float) (sums[k] / scale);
      }
    }
    to.floats().put(o * inner + i, extremes, 0, n);
  }
}
