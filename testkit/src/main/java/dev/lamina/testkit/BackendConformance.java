package dev.lamina.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Softmax;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every engine must pass: subclass it and return the engine. The oracle is the java engine in
 * float64. What an engine reports as {@code unsupported} is skipped with the reason it gives.
 */
public abstract class BackendConformance extends ValueConformance {
  /** The engine under test; asked for often, so it should be opened once. Left open. */
  @Override
  protected abstract Backend backend();

  // ---- a run

  @Test
  void repeatedRunsAreBitEqual() {
    Graph g = network();
    assumeSupported(g);
    List<Tensor> in = networkInputs(1);
    try (Program p = backend().compile(g);
        Program again = backend().compile(g);
        Buffer w = networkWeights()) {
      List<Tensor> first = p.run(in, List.of(w));
      for (int i = 0; i < 10; i++) {
        assertEquals(first, p.run(in, List.of(w)));
      }
      assertEquals(first, again.run(in, List.of(w)));
    }
  }

  @Test
  void runsFromManyThreadsAtOnceFromTheFirstOn() throws Exception {
    Graph g = network();
    assumeSupported(g);
    int threads = 64;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Program p = backend().compile(g);
        Buffer w = networkWeights()) {
      var barrier = new CyclicBarrier(threads);
      List<Future<List<List<Tensor>>>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        List<Tensor> in = networkInputs(t);
        results.add(
            pool.submit(
                () -> {
                  barrier.await(30, TimeUnit.SECONDS);
                  var all = new ArrayList<List<Tensor>>();
                  for (int i = 0; i < 5; i++) {
                    all.add(p.run(in, List.of(w)));
                  }
                  return all;
                }));
      }
      for (int t = 0; t < threads; t++) {
        List<Tensor> alone = p.run(networkInputs(t), List.of(w));
        for (List<Tensor> r : results.get(t).get(60, TimeUnit.SECONDS)) {
          assertEquals(alone, r, "thread " + t);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void inputsMayBeReusedAfterTheRun() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 3));
    Value v = Value.variable("v", x.type());
    Graph g =
        new Graph(
            List.of(x), List.of(v), List.of(x, x.reshape(1, 3)), List.of(new Graph.Update(v, x)));
    assumeSupported(g);
    float[] array = {1, 2, 3};
    try (Program p = backend().compile(g);
        Buffer b = backend().allocate(v.type())) {
      List<Tensor> out = p.run(List.of(Tensor.wrap(array, Shape.of(3))), List.of(b));
      array[0] = 99;
      assertEquals(Tensor.of(new float[] {1, 2, 3}), out.get(0));
      assertEquals(Tensor.of(new float[] {1, 2, 3}, 1, 3), out.get(1));
      assertEquals(Tensor.of(new float[] {1, 2, 3}), b.read());
    }
  }

  @Test
  void anInputThatNothingUsesIsTaken() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 2));
    Value unused = Value.input("unused", TensorType.of(DType.INT32, 3));
    Graph g = Graph.of(List.of(unused, x), List.of(x.plus(1), x.plus(1)));
    List<Tensor> out =
        Runner.run(
            backend(), g, List.of(Tensor.of(new int[] {1, 2, 3}), Tensor.of(new float[] {1, 2})));
    assertEquals(List.of(Tensor.of(new float[] {2, 3}), Tensor.of(new float[] {2, 3})), out);
  }

  // ---- variables

  @Test
  void allVariablesAreReadBeforeAnyIsWritten() {
    TensorType type = TensorType.of(DType.FLOAT32, 3);
    Value a = Value.variable("a", type);
    Value b = Value.variable("b", type);
    Graph swap =
        new Graph(
            List.of(),
            List.of(a, b),
            List.of(a, a.plus(b)),
            List.of(new Graph.Update(a, b), new Graph.Update(b, a)));
    assumeSupported(swap);
    Tensor one = Tensor.of(new float[] {1, 2, 3});
    Tensor two = Tensor.of(new float[] {10, 20, 30});
    try (Program p = backend().compile(swap);
        Buffer x = backend().allocate(type);
        Buffer y = backend().allocate(type)) {
      x.write(one);
      y.write(two);
      List<Tensor> out = p.run(List.of(), List.of(x, y));
      assertEquals(one, out.get(0), "an output is the value before the update");
      assertEquals(Tensor.of(new float[] {11, 22, 33}), out.get(1));
      assertEquals(two, x.read());
      assertEquals(one, y.read());
      p.run(List.of(), List.of(x, y));
      assertEquals(one, x.read());
      assertEquals(two, y.read());
    }
  }

  @Test
  void updatesAccumulateOverRuns() {
    TensorType type = TensorType.of(DType.FLOAT32, 5);
    Value x = Value.input("x", type);
    Value v = Value.variable("v", type);
    Value next = v.times(0.5).plus(x);
    Graph g =
        new Graph(List.of(x), List.of(v), List.of(next.sum()), List.of(new Graph.Update(v, next)));
    assumeSupported(g);
    try (Program p = backend().compile(g);
        Buffer b = backend().allocate(type)) {
      Tensor ones = Tensor.full(type, 1);
      assertEquals(5, p.run(List.of(ones), List.of(b)).get(0).item());
      assertEquals(7.5, p.run(List.of(ones), List.of(b)).get(0).item());
      assertEquals(Tensor.full(type, 1.5), b.read());
      b.write(Tensor.zeros(type));
      assertEquals(5, p.run(List.of(ones), List.of(b)).get(0).item());
    }
  }

  @TestFactory
  Stream<DynamicTest> buffersHoldEveryDtype() {
    return Stream.of(DType.values())
        .filter(d -> d != DType.STRING)
        .map(
            d ->
                dynamicTest(
                    d.keras(),
                    () -> {
                      Value v = Value.variable("v", TensorType.of(d, 2, 3));
                      assumeSupported(new Graph(List.of(), List.of(v), List.of(v), List.of()));
                      try (Buffer b = backend().allocate(v.type())) {
                        assertEquals(Tensor.zeros(v.type()), b.read(), "zero-filled");
                        Tensor t = Tensor.of(new int[] {1, 0, 1, 1, 0, 0}, 2, 3).cast(d);
                        b.write(t);
                        assertEquals(t, b.read());
                      }
                    }));
  }

  // ---- memory

  @Test
  void closingGivesAllMemoryBack() {
    Graph g = network();
    assumeSupported(g);
    long before = backend().liveBytes();
    TensorType type = TensorType.of(DType.FLOAT32, 1000);
    try (Buffer b = backend().allocate(type);
        Buffer w = networkWeights();
        Program p = backend().compile(g)) {
      assertTrue(
          backend().liveBytes() >= before + type.bytes(),
          "an open buffer's bytes are counted: " + b.type());
      p.run(networkInputs(0), List.of(w));
      p.run(networkInputs(1), List.of(w));
      long warm = backend().liveBytes();
      for (int i = 0; i < 50; i++) {
        p.run(networkInputs(i), List.of(w));
      }
      assertTrue(backend().liveBytes() <= warm, "runs do not gather memory");
    }
    assertEquals(before, backend().liveBytes());
  }

  @Test
  void closingTwiceIsHarmless() {
    long before = backend().liveBytes();
    Program p = backend().compile(network());
    Buffer b = backend().allocate(TensorType.of(DType.FLOAT32, 3));
    p.close();
    p.close();
    b.close();
    b.close();
    assertEquals(before, backend().liveBytes());
  }

  // ---- errors

  @Test
  void wrongInputsAreNamed() {
    TensorType type = TensorType.of(DType.FLOAT32, 3);
    Value a = Value.input("a", type);
    Value b = Value.input("b", type);
    Value v = Value.variable("v", type);
    Graph g = new Graph(List.of(a, b), List.of(v), List.of(a.plus(b).plus(v)), List.of());
    Tensor ok = Tensor.zeros(type);
    try (Program p = backend().compile(g);
        Buffer right = backend().allocate(type);
        Buffer wrong = backend().allocate(TensorType.of(DType.FLOAT32, 4))) {
      refuses("expected 2 inputs, got 1", () -> p.run(List.of(ok), List.of(right)));
      refuses("expected 1 variables, got 0", () -> p.run(List.of(ok, ok), List.of()));
      refuses(
          "input 1 'b': expected f32[3], got f32[2]",
          () -> p.run(List.of(ok, Tensor.of(new float[2])), List.of(right)));
      refuses(
          "input 0 'a': expected f32[3], got i32[3]",
          () -> p.run(List.of(Tensor.of(new int[3]), ok), List.of(right)));
      refuses(
          "variable 0 'v': expected f32[3], got f32[4]",
          () -> p.run(List.of(ok, ok), List.of(wrong)));
      assertEquals(List.of(ok), p.run(List.of(ok, ok), List.of(right)), "usable after errors");
    }
  }

  /** See {@link dev.lamina.backend.Arguments}, which makes these messages. */
  private static void refuses(String message, Supplier<List<Tensor>> run) {
    var e = assertThrows(IllegalArgumentException.class, run::get);
    assertTrue(
        String.valueOf(e.getMessage()).contains(message),
        "expected '%s' in '%s'".formatted(message, e.getMessage()));
  }

  @Test
  void aBufferRefusesAnotherType() {
    try (Buffer b = backend().allocate(TensorType.of(DType.FLOAT32, 3))) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> b.write(Tensor.of(new float[] {1, 2})));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("f32[3]") && message.contains("f32[2]"), message);
    }
  }

  @Test
  void anIndexOutOfRangeFailsTheRun() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 10, 2));
    Value i = Value.input("i", TensorType.of(DType.INT32, 5));
    Graph g = Graph.of(List.of(x, i), List.of(x.gather(0, i)));
    assumeSupported(g);
    try (Program p = backend().compile(g)) {
      Tensor table = Tensor.zeros(x.type());
      for (int bad : new int[] {12, -1}) {
        refuses(
            "gather: index %d at position 3 is not in [0, 10)".formatted(bad),
            () -> p.run(List.of(table, Tensor.of(new int[] {0, 9, 1, bad, 2})), List.of()));
      }
      assertEquals(
          Tensor.zeros(TensorType.of(DType.FLOAT32, 5, 2)),
          p.run(List.of(table, Tensor.of(new int[] {0, 9, 1, 3, 2})), List.of()).get(0));
    }
  }

  /** In whatever order the engine computes: gathers, scatters and divisions, next to updates. */
  @TestFactory
  Stream<DynamicTest> aRunThatFailsChangesNoVariable() {
    Value v = Value.variable("v", TensorType.of(DType.FLOAT32, 10, 2));
    Value i = Value.input("i", TensorType.of(DType.INT32, 10));
    Value next = v.times(0.5).plus(1);
    Value rows = Value.constant(Arg.real(10, 2).draw(3));
    Value six = Value.constant(Tensor.full(i.type(), 6));
    return Stream.of(
            Map.entry("gather", v.gather(0, i)),
            Map.entry("gather of the new value", next.gather(0, i)),
            Map.entry("gather elsewhere", rows.gather(0, i)),
            Map.entry("scatter", Value.of(new ScatterAdd(0, 10), i, rows)),
            Map.entry("division", six.div(i.minus(12))))
        .map(e -> dynamicTest(e.getKey(), () -> changesNothing(v, i, next, e.getValue())));
  }

  private void changesNothing(Value v, Value i, Value next, Value failing) {
    Value count = Value.variable("count", TensorType.of(DType.INT32));
    Value w = Value.variable("w", v.type());
    Value sum = failing.cast(DType.FLOAT32).sum();
    var updates = new ArrayList<Graph.Update>();
    updates.add(new Graph.Update(v, next));
    updates.add(new Graph.Update(count, count.plus(1)));
    if (failing.type().equals(w.type())) {
      updates.add(new Graph.Update(w, failing));
    }
    Graph g = new Graph(List.of(i), List.of(v, count, w), List.of(sum), updates);
    assumeSupported(g);
    int[] good = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    int[] bad = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12};
    try (Program p = backend().compile(g);
        Buffer b = backend().allocate(v.type());
        Buffer c = backend().allocate(count.type());
        Buffer d = backend().allocate(w.type())) {
      Tensor before = Arg.real(10, 2).draw(1);
      b.write(before);
      d.write(before);
      for (int step = 0; step < 2; step++) {
        List<Tensor> were = List.of(b.read(), c.read(), d.read());
        assertThrows(
            RuntimeException.class, () -> p.run(List.of(Tensor.of(bad)), List.of(b, c, d)));
        assertEquals(were, List.of(b.read(), c.read(), d.read()), "after a run that failed");
        p.run(List.of(Tensor.of(good)), List.of(b, c, d));
      }
      assertEquals(2, c.read().item(), "good runs count");
      Closeness.assertClose(
          "the new value", Tensor.full(v.type(), 1.5), minus(b.read(), before, 0.25), 1e-6);
    }
  }

  private static Tensor minus(Tensor a, Tensor b, double factor) {
    double[] out = a.toDoubles();
    for (int k = 0; k < out.length; k++) {
      out[k] -= factor * b.getDouble(k);
    }
    return Tensor.wrap(out, a.shape()).cast(a.dtype());
  }

  /** In native code it could end the JVM. */
  @Test
  void anIntegerDivisionByZeroFailsTheRun() {
    Value x = Value.input("x", TensorType.of(DType.INT32, 3));
    Value y = Value.input("y", x.type());
    Graph g = Graph.of(List.of(x, y), List.of(x.div(y)));
    assumeSupported(g);
    try (Program p = backend().compile(g)) {
      Tensor six = Tensor.of(new int[] {6, 6, -6});
      assertThrows(
          RuntimeException.class,
          () -> p.run(List.of(six, Tensor.of(new int[] {1, 0, 2})), List.of()));
      assertEquals(
          List.of(Tensor.of(new int[] {6, 3, -1})),
          p.run(List.of(six, Tensor.of(new int[] {1, 2, 4})), List.of()));
    }
  }

  // ---- a small network

  private static Graph network() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 7, 13));
    Value w = Value.variable("w", TensorType.of(DType.FLOAT32, 13, 32));
    Value w2 = Value.constant(Arg.real(32, 5).draw(2));
    Value h = x.matmul(w).plus(0.1).relu();
    Value logits = h.matmul(w2).minus(h.mean(1).expandDims(1));
    Value y = Value.of(new Softmax(1), logits);
    return new Graph(List.of(x), List.of(w), List.of(y, y.argmax(1)), List.of());
  }

  private static List<Tensor> networkInputs(int seed) {
    return List.of(Arg.real(7, 13).draw(1000L + seed));
  }

  private Buffer networkWeights() {
    Buffer b = backend().allocate(TensorType.of(DType.FLOAT32, 13, 32));
    b.write(Arg.real(13, 32).draw(1));
    return b;
  }
}
