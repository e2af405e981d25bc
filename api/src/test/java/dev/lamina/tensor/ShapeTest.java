package dev.lamina.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private final Shape shape = Shape.of(2, 3, 4);

  @Test
  void axesCountFromBothEnds() {
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.dim(-1)).isEqualTo(4);
    assertThat(shape.axis(-3)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shape.dim(3))
        .withMessage("axis: expected one in [-3, 3) for shape [2, 3, 4], got 3");
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.scalar().dim(0));
  }

  @Test
  void sizesAndStrides() {
    assertThat(shape.size()).isEqualTo(24);
    assertThat(Shape.scalar().size()).isEqualTo(1);
    assertThat(Shape.of(3, 0).size()).isZero();
    assertThat(shape.strides()).containsExactly(12, 4, 1);
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20).intSize())
        .isInstanceOf(ArithmeticException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, -1))
        .withMessage("shape: every dimension must be >= 0, got [2, -1]");
  }

  @Test
  void changes() {
    assertThat(shape.with(-1, 9)).isEqualTo(Shape.of(2, 3, 9));
    assertThat(shape.without(1)).isEqualTo(Shape.of(2, 4));
    assertThat(shape.insert(0, 7)).isEqualTo(Shape.of(7, 2, 3, 4));
    assertThat(shape.insert(-1, 7)).isEqualTo(Shape.of(2, 3, 4, 7));
    assertThat(shape.range(1, 3)).isEqualTo(Shape.of(3, 4));
    assertThat(shape.concat(Shape.of(5))).isEqualTo(Shape.of(List.of(2, 3, 4, 5)));
    assertThat(shape.toArray()).containsExactly(2, 3, 4);
    assertThat(shape).hasToString("[2, 3, 4]").hasSameHashCodeAs(Shape.of(2, 3, 4));
  }

  @Test
  void aShapeDoesNotShareArrays() {
    int[] dims = {1, 2};
    Shape s = Shape.of(dims);
    dims[0] = 9;
    s.toArray()[1] = 9;
    assertThat(s).isEqualTo(Shape.of(1, 2));
  }

  @Test
  void broadcastsLikeNumPy() {
    assertThat(Shape.broadcast("add", Shape.of(3, 1), Shape.of(4))).isEqualTo(Shape.of(3, 4));
    assertThat(Shape.broadcast("add", Shape.scalar(), shape)).isEqualTo(shape);
    assertThat(Shape.broadcast("add", Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(2)))
        .withMessage("add: cannot broadcast [2, 3] with [2] (axis -1: 3 vs 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.broadcast("add", Shape.of(0), Shape.of(3)));
  }
}
