package dev.lamina.backend.dl4j;

import dev.lamina.backend.BackendException;
import org.nd4j.linalg.api.ops.BaseTransformBoolOp;
import org.nd4j.linalg.api.ops.BaseTransformFloatOp;
import org.nd4j.linalg.api.ops.BaseTransformSameOp;
import org.nd4j.linalg.api.ops.BaseTransformStrictOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/** One of ND4J's elementwise "legacy" ops, which have a number and no hash, bound to two arrays. */
final class TransformCall implements Step {
  private final NativeOps ops;
  private final Op op;
  private final Array in;
  private final Array out;
  private final OpaqueDataBuffer from;
  private final OpaqueDataBuffer to;

  TransformCall(Op op, Array in, Array out) {
    this.ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    this.op = op;
    this.in = in;
    this.out = out;
    this.from = handle(in);
    this.to = handle(out);
  }

  private static OpaqueDataBuffer handle(Array a) {
    return OpaqueDataBuffer.externalizedDataBuffer(
        a.shape().size(), Nd4jTypes.of(a.type().dtype()), a.address(), null);
  }

  @Override
  public void run() {
    int n = op.opNum();
    var x = in.shapeInfo();
    var z = out.shapeInfo();
    if (op instanceof BaseTransformSameOp) {
      ops.execTransformSame(null, n, from, x, null, to, z, null, null);
    } else if (op instanceof BaseTransformStrictOp) {
      ops.execTransformStrict(null, n, from, x, null, to, z, null, null);
    } else if (op instanceof BaseTransformFloatOp) {
      ops.execTransformFloat(null, n, from, x, null, to, z, null, null);
    } else if (op instanceof BaseTransformBoolOp) {
      ops.execTransformBool(null, n, from, x, null, to, z, null, null);
    } else {
      throw new IllegalStateException("dl4j: no elementwise op: " + op.opName());
    }
    if (ops.lastErrorCode() != 0) {
      throw new BackendException(
          "dl4j: ND4J's op '%s' failed: %s".formatted(op.opName(), ops.lastErrorMessage()));
    }
  }

  @Override
  public void close() {
    ops.deleteDataBuffer(from);
    ops.deleteDataBuffer(to);
  }
}
