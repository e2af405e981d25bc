package dev.lamina.backend.java;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.TopK;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/** The kernel of every primitive. */
final class Kernels {
  private final Parallel parallel;
  private final Node node;
  private final TensorType type;

  private Kernels(Node node, Parallel parallel) {
    this.node = node;
    this.parallel = parallel;
    this.type = node.result(0).type();
  }

  static Kernel of(Node node, Parallel parallel) {
    return new Kernels(node, parallel).choose(node.op());
  }

  private Kernel choose(Op op) {
    var elementwise = new Elementwise(parallel);
    var reductions = new Reductions(parallel);
    if (op instanceof Unary o) {
      return Kernel.of(in -> elementwise.unary(o.kind(), in, type));
    } else if (op instanceof Binary o) {
      return Kernel.of(in -> elementwise.binary(o.kind(), in, type));
    } else if (op instanceof Compare o) {
      return Kernel.of(in -> elementwise.compare(o.kind(), in, type));
    } else if (op instanceof Select) {
      return Kernel.of(in -> elementwise.select(in, type));
    } else if (op instanceof Cast) {
      return Kernel.of(in -> elementwise.cast(in, type));
    } else if (op instanceof Reduce o) {
      return Kernel.of(in -> reductions.reduce(o, in.get(0), type));
    } else if (op instanceof ArgReduce o) {
      return Kernel.of(in -> reductions.position(o, in.get(0), type));
    } else if (op instanceof CumSum o) {
      return Kernel.of(in -> reductions.cumSum(o, in.get(0)));
    } else if (op instanceof Scan o) {
      return new ScanKernel(o, node.results().stream().map(Value::type).toList(), parallel);
    }
    return structure(op);
  }

  private Kernel structure(Op op) {
    var structure = new Structure(parallel);
    if (op instanceof Reshape) {
      return Kernel.of(in -> Elements.reshape(in.get(0), type));
    } else if (op instanceof Transpose o) {
      return Kernel.of(in -> structure.transpose(o, in.get(0), type));
    } else if (op instanceof Broadcast) {
      return Kernel.of(in -> structure.broadcast(in.get(0), type));
    } else if (op instanceof Slice o) {
      return Kernel.of(in -> structure.slice(o, in.get(0), type));
    } else if (op instanceof Pad o) {
      return Kernel.of(in -> structure.pad(o, in.get(0), type));
    } else if (op instanceof Concat o) {
      return Kernel.of(in -> structure.concat(o.axis(), in, type));
    } else if (op instanceof Reverse o) {
      return Kernel.of(in -> structure.reverse(o, in.get(0)));
    } else if (op instanceof MatMul o) {
      return Kernel.of(in -> MatMulKernel.run(o, in, type, structure, parallel));
    }
    return indexing(op);
  }

  private Kernel indexing(Op op) {
    if (op instanceof Gather) {
      return Kernel.of(in -> Indexing.gather(node, in.get(0), in.get(1), type));
    } else if (op instanceof ScatterAdd) {
      return Kernel.of(in -> Indexing.scatterAdd(node, in.get(0), in.get(1), type));
    } else if (op instanceof OneHot o) {
      return Kernel.of(in -> Indexing.oneHot(o, in.get(0), type));
    } else if (op instanceof TopK o) {
      return in -> Indexing.topK(o, in.get(0), node.results().stream().map(Value::type).toList());
    } else if (op instanceof Iota o) {
      return Kernel.of(in -> iota(o));
    } else if (op instanceof RandomUniform o) {
      return Kernel.of(
          in ->
              Tensor.wrap(
                  Philox.uniform(o.key(), in.get(0).getLong(0), o.shape().intSize()), o.shape()));
    }
    return windowed(op);
  }

  private Kernel windowed(Op op) {
    if (op instanceof Conv o) {
      var conv =
          new Convolutions(o.window(), o.groups(), shape(0), shape(1), type.shape(), parallel);
      return Kernel.of(in -> conv.forward(in.get(0), in.get(1), type));
    } else if (op instanceof ConvInputGrad o) {
      var conv =
          new Convolutions(o.window(), o.groups(), type.shape(), shape(1), shape(0), parallel);
      return Kernel.of(in -> conv.inputGrad(in.get(0), in.get(1), type));
    } else if (op instanceof ConvKernelGrad o) {
      var conv =
          new Convolutions(o.window(), o.groups(), shape(0), type.shape(), shape(1), parallel);
      return Kernel.of(in -> conv.kernelGrad(in.get(0), in.get(1), type));
    } else if (op instanceof Pool o) {
      var pool = new Pooling(o.window(), o.size(), shape(0), type.shape(), parallel);
      return Kernel.of(in -> pool.forward(o.kind(), in.get(0), type));
    } else if (op instanceof MaxPoolGrad o) {
      var pool = new Pooling(o.window(), o.size(), type.shape(), shape(1), parallel);
      return Kernel.of(in -> pool.maxGrad(in.get(0), in.get(1), in.get(2)));
    } else if (op instanceof AvgPoolGrad o) {
      var pool = new Pooling(o.window(), o.size(), type.shape(), shape(0), parallel);
      return Kernel.of(in -> pool.avgGrad(in.get(0), type));
    }
    throw new IllegalStateException("java: no kernel for " + op.name());
  }

  private Shape shape(int input) {
    return node.in(input).shape();
  }

  private static Tensor iota(Iota op) {
    Tensor y = Tensor.zeros(op.type());
    var axis = new Axis(op.type().shape(), op.axis());
    for (int lane = 0; lane < axis.lanes(); lane++) {
      for (int i = 0; i < axis.n(); i++) {
        Elements.set(y.array(), axis.start(lane) + i * axis.step(), (double) i);
      }
    }
    return y;
  }
}
