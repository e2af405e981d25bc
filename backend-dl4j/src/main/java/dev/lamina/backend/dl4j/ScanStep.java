package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Scan;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** Runs a bound body once per entry of the leading axis. */
record ScanStep(Scan scan, BoundPlan body, List<Array> in, List<Array> out) implements Step {
  @Override
  public void run() {
    int carries = scan.carries();
    int scanned = scan.scanned();
    for (int i = 0; i < carries; i++) {
      body.inputs().get(i).copyFrom(in.get(i));
    }
    for (int i = carries + scanned; i < in.size(); i++) {
      body.inputs().get(i).copyFrom(in.get(i));
    }
    for (int step = 0; step < scan.length(); step++) {
      int t = scan.reverse() ? scan.length() - 1 - step : step;
      for (int i = carries; i < carries + scanned; i++) {
        Array entry = body.inputs().get(i);
        copy(at(in.get(i), t, entry), entry.address(), entry);
      }
      body.run();
      for (int i = carries; i < out.size(); i++) {
        Array entry = body.outputs().get(i);
        copy(entry.address(), at(out.get(i), t, entry), entry);
      }
      carry(carries);
    }
    for (int i = 0; i < carries; i++) {
      out.get(i).copyFrom(body.inputs().get(i));
    }
  }

  /** New states may be old ones in another place, so that they are all read before one is set. */
  private void carry(int carries) {
    for (int i = 0; i < carries; i++) {
      out.get(i).copyFrom(body.outputs().get(i));
    }
    for (int i = 0; i < carries; i++) {
      body.inputs().get(i).copyFrom(out.get(i));
    }
  }

  private static Pointer at(Array stacked, int t, Array entry) {
    return new Offset(stacked.address().address() + t * entry.type().bytes());
  }

  private static void copy(Pointer from, Pointer to, Array entry) {
    if (!entry.isEmpty()) {
      Pointer.memcpy(to, from, entry.type().bytes());
    }
  }

  private static final class Offset extends Pointer {
    Offset(long value) {
      this.address = value;
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
