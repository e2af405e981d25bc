package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_exp;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_log;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Cross-entropy of a softmax with integer labels: loss and softmax. */
final class CrossEntropies {
  private CrossEntropies() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    Shape shape = head.in(0).shape();
    if (shape.size() == 0) {
      return false;
    }
    Place logits = e.place(head.in(0));
    Place labels = e.place(head.in(1));
    Place loss = e.result(head.result(0));
    Place softmax = e.result(head.result(1));
    int classes = shape.dim(-1);
    if (e.resources().costs().isSmall(shape)) {
      e.add(
          new JavaStep(
              "cross_entropy " + shape,
              List.of(logits, labels),
              List.of(loss, softmax),
              c -> {
                var rows =
                    new Rows(
                        c.view(logits), c.view(labels), c.view(loss), c.view(softmax), classes);
                return rows::run;
              }));
      return true;
    }
    Place logarithms = e.temporary(head.in(0).type());
    if (!Softmaxes.emit(dnnl_softmax_log, shape.rank() - 1, logits, logarithms, e)) {
      return false;
    }
    e.add(
        new JavaStep(
            "pick_label " + shape,
            List.of(logarithms, labels),
            List.of(loss),
            c -> {
              View from = c.view(logarithms);
              View index = c.view(labels);
              View to = c.view(loss);
              return () -> pick(from.floats(), index, to.floats(), classes);
            }));
    Value probabilities = head.result(1);
    if (e.uses().consumers(probabilities).isEmpty() && !e.uses().isResult(probabilities)) {
      return true;
    }
    Descriptor flat = e.handles().dense(shape.size());
    new Primitives(e)
        .map(
            "exp " + shape,
            new At(flat, logarithms),
            new At(flat, softmax),
            new PostOps().eltwise(dnnl_eltwise_exp, 0, 0));
    return true;
  }

  private static void pick(FloatBuffer from, View labels, FloatBuffer to, int classes) {
    int rows = labels.size();
    for (int r = 0; r < rows; r++) {
      long label = labels.integer(r);
      to.put(r, label >= 0 && label < classes ? -from.get(r * classes + (int) label) : 0);
    }
  }

  /** The whole, row by row, for a few classes. */
  private static final class Rows {
    private final View logits;
    private final View labels;
    private final View loss;
    private final View softmax;
    private final int classes;
    private final double[] row;

    Rows(View logits, View labels, View loss, View softmax, int classes) {
      this.logits = logits;
      this.labels = labels;
      this.loss = loss;
      this.softmax = softmax;
      this.classes = classes;
      this.row = new double[classes];
    }

    void run() {
      int rows = labels.size();
      for (int r = 0; r < rows; r++) {
        row(r, r * classes);
      }
    }

    private void row(int r, int at) {
      FloatBuffer x = logits.floats();
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        max = Math.max(max, x.get(at + i));
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        row[i] = Math.exp(x.get(at + i) - max);
        sum += row[i];
      }
      for (int i = 0; i < classes; i++) {
        softmax.floats().put(at + i, (float) (row[i] / sum));
      }
      long label = labels.integer(r);
      boolean known = label >= 0 && label < classes;
      loss.floats().put(r, known ? (float) (max - x.get(at + (int) label) + Math.log(sum)) : 0);
    }
  }
}
