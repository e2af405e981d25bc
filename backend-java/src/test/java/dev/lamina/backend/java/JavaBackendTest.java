package dev.lamina.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaBackendTest {
  @Test
  void isFoundByItsName() {
    assertThat(Backends.get("java").name()).isEqualTo("java");
    assertThat(new JavaProvider().probe()).isInstanceOf(Availability.Available.class);
    assertThat(new JavaProvider().rank()).isEqualTo(10);
  }

  @Test
  void knowsNoOtherDeviceThanTheCpu() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> new JavaProvider().open(BackendConfig.standard().withDevice("gpu")))
        .withMessageContaining("backend 'java': expected device 'cpu', got 'gpu'");
  }

  /** 1 + 2^-8 is halfway between two numbers of 8 bits and becomes 1; 1 + 2^-7 is one of them. */
  @Test
  void sixteenBitFloatsAreRoundedAfterEveryOperation() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 1));
    Value small = Value.input("small", TensorType.of(DType.FLOAT32, 1));
    Value a = x.cast(DType.BFLOAT16);
    Value b = small.cast(DType.BFLOAT16);
    Graph g =
        Graph.of(
            List.of(x, small), List.of(a.plus(b).plus(b), a.plus(b.plus(b)).cast(DType.FLOAT32)));
    try (Backend backend = new JavaProvider().open(BackendConfig.standard());
        Program p = backend.compile(g)) {
      float tiny = 1f / 256;
      List<Tensor> out =
          p.run(List.of(Tensor.of(new float[] {1}), Tensor.of(new float[] {tiny})), List.of());
      assertThat(out.get(0).dtype()).isEqualTo(DType.BFLOAT16);
      assertThat(out.get(0).getDouble(0)).isEqualTo(1);
      assertThat(out.get(1).getDouble(0)).isEqualTo(1 + 2 * tiny);
    }
  }

  /** A convolutional network's gradients: every parallel kernel takes part. */
  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    Tensor one = network(1);
    assertThat(network(2)).isEqualTo(one);
    assertThat(network(5)).isEqualTo(one);
  }

  private static Tensor network(int threads) {
    Window same = new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));
    Window two = new Window(List.of(2, 2), List.of(0, 0), List.of(0, 0), List.of(1, 1));
    return Run.on(
        threads,
        in -> {
          Value x = in.get(0);
          Value h = Value.of(new Conv(same, 1), x, in.get(1)).tanh();
          Value p = Value.of(new Pool(Pool.Kind.MAX, List.of(2, 2), two), h);
          Value y = p.reshape(19, 7 * 7 * 16).matmul(in.get(2)).exp();
          Value loss = y.mean();
          List<Value> g = Autodiff.gradients(loss, List.of(x, in.get(1), in.get(2)));
          return Value.concat(
              0, List.of(flat(g.get(0)), flat(g.get(1)), flat(g.get(2)), flat(y), flat(y.sum(0))));
        },
        Run.random(1, 19, 14, 14, 8).cast(DType.FLOAT32),
        Run.random(2, 3, 3, 8, 16).cast(DType.FLOAT32),
        Run.random(3, 7 * 7 * 16, 50).cast(DType.FLOAT32));
  }

  private static Value flat(Value v) {
    return v.reshape(v.shape().intSize());
  }

  @Test
  void whatIsClosedIsNotUsed() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 3));
    try (Backend b = new JavaProvider().open(BackendConfig.standard())) {
      Program p = b.compile(Graph.of(List.of(x), List.of(x)));
      p.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> p.run(List.of(Tensor.zeros(x.type())), List.of()))
          .withMessage("program: is closed");
      Buffer buffer = b.allocate(x.type());
      buffer.close();
      assertThatIllegalStateException().isThrownBy(buffer::read).withMessage("buffer: is closed");
      assertThat(b.liveBytes()).isZero();
    }
  }
}
