package dev.lamina.testkit;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ActivationGrad;
import dev.lamina.graph.op.Arctan;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.BatchNormGrad;
import dev.lamina.graph.op.Einsum;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.LayerNormGrad;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.SigmoidCrossEntropy;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.graph.op.StopGradient;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Activations, cross-entropies, normalizations. */
final class CompositeCases {
  private CompositeCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    softmax(all);
    activations(all);
    normalizations(all);
    sums(all);
    others(all);
    return all;
  }

  private static void sums(List<OpCase> all) {
    all.add(smooth(new Einsum("ab,bc->ac"), Arg.real(5, 7), Arg.real(7, 3)));
    all.add(smooth(new Einsum("abc,cde->abde"), Arg.real(2, 13, 3), Arg.real(3, 2, 5)));
    all.add(smooth(new Einsum("aecd,abcd->acbe"), Arg.real(2, 3, 4, 5), Arg.real(2, 7, 4, 5)));
    all.add(smooth(new Einsum("acbe,aecd->abcd"), Arg.real(2, 4, 7, 3), Arg.real(2, 3, 4, 5)));
    all.add(smooth(new Einsum("...x,xy->...y"), Arg.real(3, 2, 5), Arg.real(5, 1)));
    all.add(smooth(new Einsum("...ij,...jk->...ik"), Arg.real(1, 2, 3), Arg.real(4, 1, 3, 5)));
    all.add(smooth(new Einsum("ab...,bc->ac..."), Arg.real(2, 3, 4, 5), Arg.real(3, 7)));
    all.add(smooth(new Einsum("i,j->ij"), Arg.real(13), Arg.real(5)));
    all.add(smooth(new Einsum("ij,ij->"), Arg.real(3, 5), Arg.real(3, 5)));
    all.add(smooth(new Einsum("ijk->kj"), Arg.real(2, 3, 5)));
    all.add(smooth(new Einsum("iij->ji"), Arg.real(5, 5, 3)));
    all.add(smooth(new Einsum("ii"), Arg.real(7, 7)));
    all.add(smooth(new Einsum("ab,bc,cd"), Arg.real(2, 3), Arg.real(3, 5), Arg.real(5, 4)));
    all.add(smooth(new Einsum("bi,bj,ij->b"), Arg.real(2, 3), Arg.real(2, 5), Arg.real(3, 5)));
    all.add(
        plain(
            new Einsum("ab,bc->ac"),
            Arg.of(DType.INT32, -9, 9, 3, 4),
            Arg.of(DType.INT32, -9, 9, 4, 2)));
  }

  private static void softmax(List<OpCase> all) {
    for (int axis = 0; axis < 3; axis++) {
      Softmax softmax = new Softmax(axis);
      LogSoftmax log = new LogSoftmax(axis);
      all.add(smooth(softmax, Arg.real(3, 5, 4)));
      all.add(smooth(log, Arg.real(3, 5, 4)));
    }
    all.add(smooth(new Softmax(1), Arg.real(13, 1)));
    all.add(plain(new Softmax(0), Arg.between(-300, 300, 207)));
    all.add(plain(new LogSoftmax(0), Arg.between(-300, 300, 207)));
    all.add(plain(new Softmax(1), Arg.real(0, 5)));
    for (DType d : List.of(DType.INT32, DType.INT64)) {
      all.add(sparse("[13, 5], " + d, true, Arg.real(13, 5), Arg.of(d, 0, 5, 13)));
      all.add(sparse("[2, 3, 4], " + d, true, Arg.real(2, 3, 4), Arg.of(d, 0, 4, 2, 3)));
      all.add(sparse("ignored labels, " + d, true, Arg.real(13, 5), Arg.of(d, -1, 7, 13)));
    }
    all.add(sparse("far out", false, Arg.between(-90, 90, 13, 5), Arg.of(DType.INT32, 0, 5, 13)));
    all.add(smooth(new SigmoidCrossEntropy(), Arg.real(207), Arg.between(0, 1, 207)));
    all.add(plain(new SigmoidCrossEntropy(), Arg.between(-90, 90, 13), Arg.tied(0, 2, 13)));
  }

  private static OpCase sparse(String name, boolean smooth, Arg logits, Arg labels) {
    var op = new SparseSoftmaxCrossEntropy();
    return new OpCase(
        name, op.getClass(), List.of(logits, labels), in -> Node.of(op, in).results(), smooth);
  }

  private static void activations(List<OpCase> all) {
    for (Unary.Kind kind : List.of(Unary.Kind.RELU, Unary.Kind.SIGMOID, Unary.Kind.TANH)) {
      all.add(smooth(new ActivationGrad(kind), Arg.real(207), Arg.between(0.01, 0.99, 207)));
      all.add(plain(new ActivationGrad(kind), Arg.real(13), Arg.tied(0, 2, 13)));
    }
    all.add(plain(new StopGradient(), Arg.real(2, 13)));
    for (Op op :
        List.of(
            new Gelu(false),
            new Gelu(true),
            new Silu(),
            new Elu(1),
            new Elu(0.3),
            new LeakyRelu(0.2))) {
      all.add(smooth(op, Arg.between(-4, 4, 207)));
      all.add(smooth(op, Arg.real(1)));
      all.add(plain(op, Arg.tied(-1, 2, 3, 4)));
    }
  }

  private static void others(List<OpCase> all) {
    all.add(smooth(new Arctan(), Arg.between(-9, 9, 207)));
    all.add(smooth(new Arctan(), Arg.between(-0.1, 0.1, 3, 4)));
    all.add(plain(new Arctan(), Arg.tied(-2, 3, 13)));
    all.add(plain(new StopGradient(), Arg.real(3, 4)));
  }

  private static void normalizations(List<OpCase> all) {
    for (int[] dims : new int[][] {{13, 3}, {2, 3, 4, 5}, {7, 1}, {2, 9, 2}}) {
      int c = dims[dims.length - 1];
      List<Arg> args = List.of(Arg.real(dims), Arg.between(0.5, 2, c), Arg.real(c));
      all.add(results(new BatchNorm(1e-3), args, 3, false));
      all.add(results(new BatchNorm(1e-3), args, 1, true));
      all.add(gradient(new BatchNorm(1e-3), new BatchNormGrad(1e-3), args));
    }
    for (int[] dims : new int[][] {{13}, {3, 13}, {2, 3, 5}, {4, 1}}) {
      int c = dims[dims.length - 1];
      List<Arg> args = List.of(Arg.real(dims), Arg.between(0.5, 2, c), Arg.real(c));
      all.add(results(new LayerNorm(1e-3), args, 3, false));
      all.add(results(new LayerNorm(1e-3), args, 1, true));
      all.add(gradient(new LayerNorm(1e-3), new LayerNormGrad(1e-3), args));
    }
  }

  /** The first {@code n} results: gradients flow through the first only. */
  private static OpCase results(Op op, List<Arg> args, int n, boolean smooth) {
    return new OpCase(
        "%s, %d results".formatted(args.get(0).type(), n),
        op.getClass(),
        args,
        in -> Node.of(op, in).results().subList(0, n),
        smooth);
  }

  private static OpCase gradient(Op forward, Op gradient, List<Arg> args) {
    var withGradient = new ArrayList<>(args);
    withGradient.add(Arg.real(args.get(0).type().shape().toArray()));
    return new OpCase(
        args.get(0).type().toString(),
        gradient.getClass(),
        withGradient,
        in -> {
          Node y = Node.of(forward, in.subList(0, 3));
          return Node.of(
                  gradient, List.of(in.get(3), in.get(0), in.get(1), y.result(1), y.result(2)))
              .results();
        },
        false);
  }

  private static OpCase smooth(Op op, Arg... args) {
    return new OpCase(
        "%s of %s".formatted(op, args[0].type()),
        op.getClass(),
        List.of(args),
        in -> List.of(Value.of(op, in)),
        true);
  }

  private static OpCase plain(Op op, Arg... args) {
    return OpCase.plain(
        "%s of %s %s".formatted(op, args[0].values(), args[0].type()),
        op.getClass(),
        List.of(args),
        in -> Value.of(op, in));
  }
}
