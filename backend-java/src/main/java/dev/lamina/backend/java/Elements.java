package dev.lamina.backend.java;

import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;

/**
 * Moves elements between arrays of any element type and the two types that kernels compute in:
 * {@code double} for floating dtypes, {@code long} for integers and bool. Sums, differences,
 * products, quotients and roots of floats computed in double and rounded once are the correctly
 * rounded float results (double has more than twice the bits of float).
 */
final class Elements {
  private Elements() {}

  static Tensor copy(Tensor t) {
    Tensor c = Tensor.zeros(t.type());
    System.arraycopy(t.array(), 0, c.array(), 0, t.size());
    return c;
  }

  /** The same array in another shape. */
  static Tensor reshape(Tensor t, TensorType type) {
    return t.reshape(type.shape().toArray());
  }

  /** Reads {@code n} elements at {@code at, at + stride, …}. */
  static void load(Object array, int at, int stride, double[] to, int n) {
    if (stride == 0) {
      Arrays.fill(to, 0, n, get(array, at));
    } else if (array instanceof float[] a) {
      if (stride == 1) {
        for (int i = 0; i < n; i++) {
          to[i] = a[at + i];
        }
      } else {
        for (int i = 0; i < n; i++) {
          to[i] = a[at + i * stride];
        }
      }
    } else if (array instanceof double[] a && stride == 1) {
      System.arraycopy(a, at, to, 0, n);
    } else {
      for (int i = 0; i < n; i++) {
        to[i] = get(array, at + i * stride);
      }
    }
  }

  /** Reads {@code n} elements at {@code at, at + stride, …}. */
  static void load(Object array, int at, int stride, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = getLong(array, at + i * stride);
    }
  }

  static void store(double[] from, Object array, int at, int n) {
    if (array instanceof float[] a) {
      for (int i = 0; i < n; i++) {
        a[at + i] = (float) from[i];
      }
    } else if (array instanceof double[] a) {
      System.arraycopy(from, 0, a, at, n);
    } else {
      throw unexpected(array);
    }
  }

  /** Keeps the low bits where the element type is narrower. */
  static void store(long[] from, Object array, int at, int n) {
    if (array instanceof byte[] a) {
      for (int i = 0; i < n; i++) {
        a[at + i] = (byte) from[i];
      }
    } else if (array instanceof int[] a) {
      for (int i = 0; i < n; i++) {
        a[at + i] = (int) from[i];
      }
    } else if (array instanceof long[] a) {
      System.arraycopy(from, 0, a, at, n);
    } else {
      throw unexpected(array);
    }
  }

  static double get(Object array, int i) {
    if (array instanceof float[] a) {
      return a[i];
    }
    return array instanceof double[] a ? a[i] : getLong(array, i);
  }

  static long getLong(Object array, int i) {
    if (array instanceof byte[] a) {
      return a[i] & 0xff;
    } else if (array instanceof int[] a) {
      return a[i];
    } else if (array instanceof long[] a) {
      return a[i];
    }
    throw unexpected(array);
  }

  static void set(Object array, int i, double value) {
    if (array instanceof float[] a) {
      a[i] = (float) value;
    } else if (array instanceof double[] a) {
      a[i] = value;
    } else {
      set(array, i, (long) value);
    }
  }

  static void set(Object array, int i, long value) {
    if (array instanceof byte[] a) {
      a[i] = (byte) value;
    } else if (array instanceof int[] a) {
      a[i] = (int) value;
    } else if (array instanceof long[] a) {
      a[i] = value;
    } else {
      throw unexpected(array);
    }
  }

  /** {@code to[i] += from[i]} for {@code n} elements of two arrays of one type. */
  static void add(Object from, int at, Object to, int toAt, int n) {
    if (from instanceof float[] f && to instanceof float[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i] += f[at + i];
      }
    } else if (from instanceof double[] f && to instanceof double[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i] += f[at + i];
      }
    } else if (from instanceof int[] f && to instanceof int[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i] += f[at + i];
      }
    } else if (from instanceof long[] f && to instanceof long[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i] += f[at + i];
      }
    } else if (from instanceof byte[] f && to instanceof byte[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i] = (byte) (t[toAt + i] + f[at + i]);
      }
    } else {
      throw unexpected(from);
    }
  }

  /** Copies {@code n} elements at {@code at, at + step, …} to {@code toAt, toAt + toStep, …}. */
  static void copy(Object from, int at, int step, Object to, int toAt, int toStep, int n) {
    if (step == 1 && toStep == 1) {
      System.arraycopy(from, at, to, toAt, n);
    } else if (from instanceof float[] f && to instanceof float[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i * toStep] = f[at + i * step];
      }
    } else if (from instanceof double[] f && to instanceof double[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i * toStep] = f[at + i * step];
      }
    } else if (from instanceof int[] f && to instanceof int[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i * toStep] = f[at + i * step];
      }
    } else if (from instanceof long[] f && to instanceof long[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i * toStep] = f[at + i * step];
      }
    } else if (from instanceof byte[] f && to instanceof byte[] t) {
      for (int i = 0; i < n; i++) {
        t[toAt + i * toStep] = f[at + i * step];
      }
    } else {
      throw unexpected(from);
    }
  }

  private static IllegalStateException unexpected(Object array) {
    return new IllegalStateException("no kernel for " + array.getClass().getSimpleName());
  }
}
