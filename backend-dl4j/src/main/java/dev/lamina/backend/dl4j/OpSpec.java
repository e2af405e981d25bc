package dev.lamina.backend.dl4j;

import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueContext;

/** One of ND4J's custom ops with the arguments it gets besides arrays. Immutable. */
final class OpSpec {
  private final String op;
  private final long[] integers;
  private final double[] reals;
  private final boolean[] flags;
  private final boolean helpers;

  private OpSpec(String op, long[] integers, double[] reals, boolean[] flags, boolean helpers) {
    this.op = op;
    this.integers = integers;
    this.reals = reals;
    this.flags = flags;
    this.helpers = helpers;
  }

  static OpSpec of(String op, long... integers) {
    return new OpSpec(op, integers.clone(), new double[0], new boolean[0], true);
  }

  OpSpec reals(double... values) {
    return new OpSpec(op, integers, values.clone(), flags, helpers);
  }

  OpSpec flags(boolean... values) {
    return new OpSpec(op, integers, reals, values.clone(), helpers);
  }

  /** Keeps oneDNN out of it, for the ops where it gives wrong results. */
  OpSpec withoutHelpers() {
    return new OpSpec(op, integers, reals, flags, false);
  }

  String op() {
    return op;
  }

  boolean helpers() {
    return helpers;
  }

  /** ND4J copies them. */
  void setArguments(NativeOps ops, OpaqueContext context) {
    if (integers.length > 0) {
      try (var p = new LongPointer(integers)) {
        ops.setGraphContextIArguments(context, p, integers.length);
      }
    }
    if (reals.length > 0) {
      try (var p = new DoublePointer(reals)) {
        ops.setGraphContextTArguments(context, p, reals.length);
      }
    }
    if (flags.length > 0) {
      try (var p = new BooleanPointer(flags)) {
        ops.setGraphContextBArguments(context, p, flags.length);
      }
    }
  }
}
