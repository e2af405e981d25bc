package dev.lamina.backend.dl4j;

import dev.lamina.backend.BackendException;
import java.util.List;
import org.nd4j.linalg.api.ops.CustomOpDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;

/** One of ND4J's custom ops bound to arrays and arguments, called as often as wanted. */
final class NativeCall implements Step {
  private final NativeOps ops;
  private final String name;
  private final long hash;
  private final OpaqueContext context;

  NativeCall(OpSpec spec, List<Array> in, List<Array> out) {
    this.ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    this.name = spec.op();
    CustomOpDescriptor known = Nd4j.getExecutioner().getCustomOperations().get(spec.op());
    if (known == null) {
      throw new BackendException("dl4j: this build of ND4J has no op '%s'".formatted(spec.op()));
    }
    this.hash = known.getHash();
    this.context = ops.createGraphContext(1);
    for (int i = 0; i < in.size(); i++) {
      Array a = in.get(i);
      ops.setGraphContextInputArray(context, i, a.address(), a.shapeInfo(), null, null);
    }
    for (int i = 0; i < out.size(); i++) {
      Array a = out.get(i);
      ops.setGraphContextOutputArray(context, i, a.address(), a.shapeInfo(), null, null);
    }
    spec.setArguments(ops, context);
    if (!spec.helpers()) {
      ops.ctxAllowHelpers(context, false);
    }
  }

  @Override
  public void run() {
    int status = ops.execCustomOp2(null, hash, context);
    if (status != 0 || ops.lastErrorCode() != 0) {
      throw new BackendException(
          "dl4j: ND4J's op '%s' failed with status %d: %s"
              .formatted(name, status, ops.lastErrorMessage()));
    }
  }

  @Override
  public void close() {
    ops.deleteGraphContext(context);
  }
}
