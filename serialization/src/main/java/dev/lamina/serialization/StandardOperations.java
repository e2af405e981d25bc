package dev.lamina.serialization;

import static dev.lamina.serialization.OperationClass.LIST;
import static dev.lamina.serialization.OperationClass.MORE;
import static dev.lamina.serialization.OperationClass.OPTIONAL;
import static dev.lamina.serialization.OperationClass.REST;

import dev.lamina.ops.Assembling;
import dev.lamina.ops.Counting;
import dev.lamina.ops.Decomposing;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Fourier;
import dev.lamina.ops.Frames;
import dev.lamina.ops.Grids;
import dev.lamina.ops.Indexing;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Norms;
import dev.lamina.ops.Ordering;
import dev.lamina.ops.Pairwise;
import dev.lamina.ops.Rearrange;
import dev.lamina.ops.Reducing;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Running;
import dev.lamina.ops.Shaping;
import dev.lamina.ops.Solving;
import dev.lamina.ops.Statistics;
import dev.lamina.ops.Updating;
import dev.lamina.ops.WithoutNan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.NullNode;

/** Keras' operations that Lamina has. */
final class StandardOperations {
  private static final String NUMPY = "numpy";
  private static final String NN = "nn";
  private static final String MATH = "math";
  private static final String LINALG = "linalg";
  private static final String X = "x";
  private static final String X1 = "x1";
  private static final String X2 = "x2";
  private static final String INPUTS = "inputs";
  private static final String START = "start_indices";

  /** Elementwise operations that are not in Keras' module numpy. */
  private static final Set<Elementwise.Kind> IN_MATH =
      Set.of(
          Elementwise.Kind.ERF,
          Elementwise.Kind.ERFC,
          Elementwise.Kind.ERFINV,
          Elementwise.Kind.RSQRT);

  private static final Map<String, OperationClass> ALL = all();

  private StandardOperations() {}

  /** The operation of this class name. */
  static Optional<OperationClass> find(String className) {
    return Optional.ofNullable(ALL.get(className));
  }

  private static Map<String, OperationClass> all() {
    var list = new ArrayList<OperationClass>();
    kinds(list);
    shaping(list);
    choosing(list);
    counting(list);
    linear(list);
    NeuralOperations.addAll(list);
    ImageOperations.addAll(list);
    signal(list);
    var byName = new TreeMap<String, OperationClass>();
    list.forEach(o -> byName.put(o.name(), o));
    return Collections.unmodifiableMap(byName);
  }

  private static void kinds(List<OperationClass> list) {
    for (Elementwise.Kind k : Elementwise.Kind.values()) {
      String module =
          IN_MATH.contains(k) ? MATH : k.compareTo(Elementwise.Kind.RELU) >= 0 ? NN : NUMPY;
      list.add(
          OperationClass.of(module, Elementwise.class, X).named(new Elementwise(k).kerasName(), k));
    }
    for (Pairwise.Kind k : Pairwise.Kind.values()) {
      list.add(
          OperationClass.of(NUMPY, Pairwise.class, X1, X2)
              .named(new Pairwise(k, Optional.empty(), Optional.empty()).kerasName(), k));
    }
    for (Reducing.Kind k : Reducing.Kind.values()) {
      OperationClass c =
          OperationClass.of(k == Reducing.Kind.LOGSUMEXP ? MATH : NUMPY, Reducing.class, X)
              .named(new Reducing(k, Optional.empty(), false).kerasName(), k);
      switch (k) {
        case MAX, MIN -> list.add(c.fixed("initial", NullNode.getInstance()));
        case PROD -> list.add(c.fixed("dtype", NullNode.getInstance()));
        default -> list.add(c);
      }
    }
  }

  private static void shaping(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Rounding.Clip.class,
            Rounding.Round.class,
            Rounding.NanToNum.class,
            Shaping.Reshape.class,
            Shaping.Ravel.class,
            Shaping.Transpose.class,
            Shaping.Swapaxes.class,
            Shaping.Moveaxis.class,
            Shaping.ExpandDims.class,
            Shaping.Squeeze.class,
            Shaping.BroadcastTo.class,
            Shaping.Flip.class,
            Shaping.Fliplr.class,
            Shaping.Flipud.class,
            Shaping.Roll.class,
            Shaping.Tile.class,
            Shaping.Repeat.class,
            Shaping.ZerosLike.class,
            Shaping.OnesLike.class,
            Joining.Split.class,
            Running.Cumsum.class,
            Running.Cumprod.class)) {
      list.add(OperationClass.of(NUMPY, c, X));
    }
    list.add(OperationClass.of(NUMPY, Running.Diff.class, "a"));
    list.add(OperationClass.of(NUMPY, Shaping.Pad.class, X).keyword("constant_values"));
    list.add(OperationClass.of(NUMPY, Shaping.FullLike.class, X, "fill_value"));
    list.add(OperationClass.of("core", Rounding.Cast.class, X));
    list.add(OperationClass.of("core", Rounding.SaturateCast.class, X));
    list.add(
        OperationClass.of("core", Rounding.ConvertToTensor.class, X)
            .fixed("sparse", NullNode.getInstance())
            .fixed("ragged", NullNode.getInstance()));
    list.add(OperationClass.of("core", Rounding.StopGradient.class, "variable"));
    list.add(OperationClass.of("core", Joining.Unstack.class, X));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Joining.Concatenate.class,
            Joining.Stack.class,
            Joining.Hstack.class,
            Joining.Vstack.class)) {
      list.add(OperationClass.of(NUMPY, c, LIST));
    }
  }

  private static void choosing(List<OperationClass> list) {
    list.add(OperationClass.of(NUMPY, Indexing.GetItem.class, X, "key"));
    list.add(OperationClass.of(NUMPY, Indexing.Take.class, X, "indices"));
    list.add(OperationClass.of(NUMPY, Indexing.TakeAlongAxis.class, X, "indices"));
    list.add(OperationClass.of(NUMPY, Indexing.Where.class, "condition", X1, X2));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Indexing.SegmentSum.class,
            Indexing.SegmentProd.class,
            Indexing.SegmentMax.class,
            Indexing.SegmentMin.class)) {
      list.add(OperationClass.of(MATH, c, "data", "segment_ids"));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Ordering.Argmax.class,
            Ordering.Argmin.class,
            Ordering.Sort.class,
            Ordering.Argsort.class,
            Ordering.Argpartition.class,
            WithoutNan.Nanargmax.class,
            WithoutNan.Nanargmin.class,
            WithoutNan.Nancumsum.class,
            WithoutNan.Nancumprod.class,
            WithoutNan.Nanmedian.class,
            Ordering.Median.class)) {
      list.add(OperationClass.of(NUMPY, c, X));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Ordering.Quantile.class,
            Ordering.Percentile.class,
            WithoutNan.Nanquantile.class,
            WithoutNan.Nanpercentile.class)) {
      list.add(OperationClass.of(NUMPY, c, X, "q"));
    }
    list.add(OperationClass.of(NUMPY, Ordering.SearchSorted.class, "sorted_sequence", "values"));
    list.add(OperationClass.of(MATH, Ordering.TopKOp.class, X).named("TopK"));
    list.add(OperationClass.of(MATH, Ordering.InTopK.class, "targets", "predictions"));
  }

  private static void counting(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Counting.CountNonzero.class,
            Counting.Histogram.class,
            Counting.Bincount.class,
            Assembling.ArraySplit.class,
            Assembling.Hsplit.class,
            Assembling.Vsplit.class,
            Assembling.Dsplit.class,
            Grids.Vander.class,
            Statistics.Corrcoef.class,
            Assembling.Diagflat.class)) {
      list.add(OperationClass.of(NUMPY, c, X));
    }
    list.add(OperationClass.of(NUMPY, Counting.Average.class, X, "weights" + OPTIONAL));
    list.add(OperationClass.of(NUMPY, Counting.Digitize.class, X, "bins"));
    list.add(OperationClass.of(NUMPY, Counting.IsIn.class, X1, X2));
    list.add(OperationClass.of(NUMPY, Assembling.Append.class, X1, X2));
    list.add(OperationClass.of(NUMPY, Assembling.Kron.class, X1, X2));
    list.add(OperationClass.of(NUMPY, Assembling.Isclose.class, X1, X2, "rtol", "atol"));
    list.add(OperationClass.of(NUMPY, Assembling.Dstack.class, LIST));
    list.add(OperationClass.of(NUMPY, Assembling.Rot90.class, "array"));
    list.add(
        OperationClass.of(NUMPY, Assembling.Trapezoid.class, "y")
            .fixed("x", NullNode.getInstance()));
    list.add(OperationClass.of("core", Assembling.Scatter.class, "indices", "values"));
    list.add(OperationClass.of(NUMPY, Statistics.Correlate.class, X1, X2));
    list.add(OperationClass.of(NUMPY, Statistics.AllClose.class, X1, X2));
    list.add(OperationClass.of(MATH, Statistics.CDist.class, X, "y"));
    list.add(OperationClass.of(NUMPY, Grids.Meshgrid.class, REST));
    list.add(OperationClass.of(NUMPY, Grids.UnravelIndex.class, "indices"));
    list.add(
        OperationClass.of("einops", Rearrange.class, "tensor", "pattern")
            .keyword("axes_lengths" + MORE));
    list.add(OperationClass.of("core", Updating.Slice.class, INPUTS, START));
    list.add(OperationClass.of("core", Updating.SliceUpdate.class, INPUTS, START, "updates"));
    list.add(OperationClass.of("core", Updating.ScatterUpdate.class, INPUTS, "indices", "updates"));
  }

  private static void linear(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Linear.Matmul.class,
            Linear.Dot.class,
            Linear.Inner.class,
            Linear.Outer.class,
            Linear.Vdot.class,
            Linear.Tensordot.class,
            Linear.Cross.class)) {
      list.add(OperationClass.of(NUMPY, c, X1, X2));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Linear.Diagonal.class,
            Linear.Trace.class,
            Linear.Diag.class,
            Linear.Tril.class,
            Linear.Triu.class)) {
      list.add(OperationClass.of(NUMPY, c, X));
    }
    list.add(OperationClass.of(NUMPY, Linear.Einsum.class, REST));
    list.add(OperationClass.of(LINALG, Norms.Norm.class, X));
    list.add(OperationClass.of(LINALG, Norms.Cholesky.class, X));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Norms.SolveTriangular.class, Solving.Solve.class, Decomposing.Lstsq.class)) {
      list.add(OperationClass.of(LINALG, c, "a", "b"));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Solving.Inv.class,
            Solving.Det.class,
            Solving.LuFactor.class,
            Solving.CholeskyInverse.class,
            Decomposing.Qr.class,
            Decomposing.Eigh.class,
            Decomposing.SVD.class,
            Decomposing.Pinv.class,
            Decomposing.MatrixRank.class)) {
      list.add(OperationClass.of(LINALG, c, X));
    }
    list.add(OperationClass.of(NUMPY, Solving.Slogdet.class, X));
    list.add(OperationClass.of(MATH, Solving.Logdet.class, X));
    list.add(OperationClass.of(NN, Norms.Normalize.class, X));
  }

  private static void signal(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Fourier.FFT.class,
            Fourier.FFT2.class,
            Fourier.IFFT2.class,
            Fourier.IRFFT.class,
            Frames.ISTFT.class)) {
      list.add(OperationClass.of(MATH, c, LIST));
    }
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Fourier.RFFT.class, Frames.STFT.class, Frames.ExtractSequences.class)) {
      list.add(OperationClass.of(MATH, c, X));
    }
  }
}
