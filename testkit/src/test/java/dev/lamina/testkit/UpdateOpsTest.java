package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.ops.Creation;
import dev.lamina.ops.Grids;
import dev.lamina.ops.Ops;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What golden cases of blocks, places and statistics cannot hold, and errors. */
class UpdateOpsTest {
  private static Value real(int... dims) {
    return Value.input("x", TensorType.of(DType.FLOAT32, dims));
  }

  private static Value whole(int... values) {
    return Value.constant(Tensor.of(values));
  }

  private static double[] run(Value output) {
    var graph = Graph.of(List.of(), List.of(output));
    return Runner.run(Backends.get("java"), graph, List.of()).get(0).toDoubles();
  }

  /** TensorFlow has no gradient of slice_update. */
  @Test
  void gradientsOfUpdates() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT64, 3, 4));
    Value u = Value.input("u", TensorType.of(DType.FLOAT64, 2, 2));
    Value row = Value.input("row", TensorType.of(DType.FLOAT64, 3, 4));
    Value places = Value.constant(Tensor.of(new int[] {1, 0, 1}, 3, 1));
    var graph =
        Graph.of(
            List.of(x, u, row),
            List.of(
                Ops.sliceUpdate(x, List.of(1, 2), u),
                Ops.sliceUpdate(x, whole(0, 1), u),
                Ops.scatterUpdate(x, places, row)));
    Tensor numbers = Tensor.wrap(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, x.shape());
    Tensor block = Tensor.wrap(new double[] {-1, -2, -3, -4}, u.shape());
    new GradientCheck(Backends.get("java"))
        .check("updates", graph, List.of(numbers, block, numbers));
  }

  /** The largest float32 below 2^31, as the nearest whole numbers that there are. */
  @Test
  void largeFloatsBecomeTheLargestInteger() {
    Value x = Value.constant(Tensor.of(new float[] {1e10f, -1e10f, 300, 1e20f}));
    assertThat(run(Ops.saturateCast(x, DType.INT32)))
        .containsExactly(2147483520, -2147483648, 300, 2147483520);
    assertThat(run(Ops.saturateCast(x, DType.INT64))[3]).isEqualTo(0x1.fffffep62);
    Value large = Value.constant(Tensor.of(new double[] {1e300, -1e300, 0.5}));
    assertThat(run(Ops.saturateCast(large, DType.FLOAT32)))
        .containsExactly(Float.MAX_VALUE, -Float.MAX_VALUE, 0.5);
  }

  @Test
  void theFirstConditionThatIsTrue() {
    Value x = whole(0, 1, 2, 3);
    Value out = Ops.select(List.of(x.gt(2), x.gt(0)), List.of(x.times(10.0), x.negate()), 7);
    assertThat(run(out)).containsExactly(7, -1, -2, 30);
    assertThatThrownBy(() -> Ops.select(List.of(x), List.of(x, x), 0))
        .hasMessageContaining("as many conditions as choices, at least one, got 1 and 2");
  }

  /** Negative numbers of segments of int64, the sizes of numpy.argpartition. */
  @Test
  void wholeNumbersOfAllSizes() {
    Value data = whole(-5, -7, -2).cast(DType.INT64);
    assertThat(run(Ops.segmentMax(data, whole(0, 0, 1), 2))).containsExactly(-5, -2);
    assertThat(run(Ops.take(whole(9, 3, 7, 1), Ops.argpartition(whole(9, 3, 7, 1), 1, 0), 0)))
        .containsExactly(1, 3, 7, 9);
    Value many = Value.constant(Tensor.of(new int[] {5, 11}, 2, 1));
    List<Value> places = Ops.unravelIndex(many, List.of(3, 4));
    assertThat(run(places.get(0))).containsExactly(1, 2);
    assertThat(run(places.get(1))).containsExactly(1, 3);
  }

  /** Of numpy.bartlett, blackman, hamming, hanning, kaiser, geomspace and tri. */
  @Test
  void knownNumbers() {
    var near = Offset.offset(1e-6);
    assertThat(Creation.bartlett(5).toDoubles()).containsExactly(0, 0.5, 1, 0.5, 0);
    assertThat(Creation.blackman(4).toDoubles()[1]).isCloseTo(0.63, near);
    assertThat(Creation.hamming(4).toDoubles()[0]).isCloseTo(0.08, near);
    assertThat(Creation.hanning(4).toDoubles()[1]).isCloseTo(0.75, near);
    assertThat(Creation.kaiser(4, 5).toDoubles()[0]).isCloseTo(0.03671089, near);
    assertThat(Creation.kaiser(4, 5).toDoubles()[1]).isCloseTo(0.77532208, near);
    assertThat(Creation.geomspace(-1, -1000, 4).toDoubles()[2])
        .isCloseTo(-100, Offset.offset(1e-4));
    assertThat(Creation.tri(2, 3, 0).toDoubles()).containsExactly(1, 0, 0, 1, 1, 0);
    assertThatThrownBy(() -> Creation.geomspace(-1, 1, 3)).hasMessageContaining("of one sign");
  }

  @Test
  void badArguments() {
    Value x = real(3, 4);
    assertThatThrownBy(() -> Ops.slice(x, List.of(0, 2), List.of(2, 3)))
        .hasMessageContaining("slice: a block of [2, 3] at [0, 2] does not fit into [3, 4]");
    assertThatThrownBy(() -> Ops.slice(x, whole(0, 1), List.of(-1, 2)))
        .hasMessageContaining("or -1 with a constant start, got [-1, 2]");
    assertThatThrownBy(() -> Ops.slice(x, whole(0), List.of(1, 2)))
        .hasMessageContaining("expected a start of whole numbers [2], got i32[1]");
    assertThatThrownBy(() -> Ops.sliceUpdate(x, List.of(2, 0), real(2, 2)))
        .hasMessageContaining("slice_update: a block of [2, 2] at [2, 0] does not fit into [3, 4]");
    assertThatThrownBy(() -> Ops.sliceUpdate(x, List.of(2, 0), real(2)))
        .hasMessageContaining("expected updates of rank 2");
    assertThatThrownBy(() -> Ops.scatterUpdate(x, whole(1).reshape(1, 1), real(1, 3)))
        .hasMessageContaining("scatter_update: expected values of shape [1, 4]");
    assertThatThrownBy(() -> Ops.scatterUpdate(x, whole(1).reshape(1, 1), real(1, 4), "mean"))
        .hasMessageContaining("expected a reduction of [add, max, min, mul] or none, got mean");
    assertThatThrownBy(() -> Ops.scatterUpdate(x, real(1, 1), real(1, 4)))
        .hasMessageContaining("of whole numbers with k <= 2, got f32[1, 1]");
    assertThatThrownBy(() -> Ops.corrcoef(real(3))).hasMessageContaining("corrcoef: expected");
    assertThatThrownBy(() -> Ops.correlate(real(3), real(2), "all"))
        .hasMessageContaining("expected mode valid, same or full, got 'all'");
    assertThatThrownBy(() -> Ops.correlate(x, real(2), "full"))
        .hasMessageContaining("a first vector of rank 1 [n]");
    assertThatThrownBy(() -> Ops.cdist(x, real(2, 3)))
        .hasMessageContaining("expected rows of one length");
    assertThatThrownBy(() -> Ops.nanquantile(x, 1.5)).hasMessageContaining("q in [0, 1], got 1.5");
    assertThatThrownBy(() -> Ops.nanpercentile(x, 101)).hasMessageContaining("[0, 100], got 101");
    assertThatThrownBy(() -> Ops.nuclearNorm(x, 0, 0))
        .hasMessageContaining("expected the two axes of matrices for order nuc");
    assertThatThrownBy(() -> Ops.unravelIndex(real(2), List.of(2, 3)))
        .hasMessageContaining("unravel_index: expected whole numbers");
    assertThatThrownBy(() -> Ops.meshgrid(List.of(real(2)), "yx"))
        .hasMessageContaining("expected indexing xy or ij, got 'yx'");
    assertThatThrownBy(() -> new Grids.Vander(Optional.of(-1), true))
        .hasMessageContaining("expected N >= 0");
    assertThatThrownBy(() -> Ops.vander(x)).hasMessageContaining("vander: expected a vector");
    assertThatThrownBy(() -> Ops.argpartition(x, 4, 1))
        .hasMessageContaining("expected kth in [-4, 4), got 4");
    assertThatThrownBy(() -> Ops.dsplit(x, 2))
        .hasMessageContaining("dsplit: expected a rank above 2");
    assertThatThrownBy(() -> Ops.rearrange(x, "a b -> a", Map.of()))
        .hasMessageContaining("the same names on both sides of 'a b -> a', each once");
    assertThatThrownBy(() -> Ops.rearrange(x, "a b c -> c b a", Map.of()))
        .hasMessageContaining("'a b c -> c b a' has 3 axes, got shape [3, 4]");
    assertThatThrownBy(() -> Ops.rearrange(x, "a (b c) -> a b c", Map.of("b", 3)))
        .hasMessageContaining("an axis of 4 in [3, 4] cannot be split into [b, c] with the sizes");
    assertThatThrownBy(() -> Ops.rearrange(x, "a (b -> a b", Map.of()))
        .hasMessageContaining("expected a pattern such as 'b (h s) c -> (b s) h c'");
    assertThatThrownBy(() -> Ops.fliplr(real(3))).hasMessageContaining("fliplr: expected rank 2");
  }
}
