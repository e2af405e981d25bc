package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Add;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Shared;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.SGD;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.serialization.keras.ObjectPaths;
import dev.lamina.serialization.keras.StoredValue;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Network;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code keras-paths/paths.json} holds what real Keras wrote: see generate.py beside it. */
class ObjectPathsTest {
  private static final KerasRegistry REGISTRY = KerasRegistry.standard();

  private static JsonNode cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ObjectPathsTest.class.getResourceAsStream("/keras-paths/paths.json"))) {
      return new JsonMapper().readTree(in);
    }
  }

  @TestFactory
  Stream<DynamicTest> kerasDatasets() throws IOException {
    return cases()
        .valueStream()
        .map(c -> DynamicTest.dynamicTest(c.path("id").stringValue(), () -> check(c)));
  }

  private static Model model(JsonNode json) {
    Model model = new ModelJson(REGISTRY, "test").read(json);
    JsonNode compile = json.path("compile_config");
    if (compile.isObject() && !compile.isEmpty()) {
      List<String> outputs =
          model.topology().network().map(Network::outputNames).orElse(List.of("output"));
      Compile settings = new CompileJson(REGISTRY, "test", outputs).read(compile);
      model.compile(settings);
    }
    return model;
  }

  private static void check(JsonNode c) {
    Model model = model(c.path("model"));
    Map<String, String> want = new TreeMap<>();
    c.path("entries")
        .forEach(
            e ->
                want.put(
                    e.path("path").stringValue(), e.path("dtype").stringValue() + e.path("shape")));
    boolean slots = want.keySet().stream().filter(n -> n.startsWith("optimizer/")).count() > 2;
    model.network();
    if (slots) {
      model.trainer().buildOptimizer();
    }
    Map<String, String> got = new TreeMap<>();
    ObjectPaths.of(model)
        .forEach(
            (path, v) ->
                got.put(
                    path, v.type().dtype().keras() + v.type().shape().toString().replace(" ", "")));
    assertThat(got).isEqualTo(want);
  }

  /** Keras 3.15 wrote these paths for the same model. */
  @Test
  void sharedLayersAreStoredWhereTheyAreMetFirst() {
    var shared = Shared.of(Dense.of(4));
    var inside = Input.of(4);
    Model inner = Model.of(inside, shared.on(inside));
    var x = Input.of(4);
    var twice = Shared.of(inner);
    Model outer =
        Model.of(
            x, Add.of().on(twice.on(x), twice.on(twice.on(x)), shared.on(x), Dense.of(4).on(x)));
    outer.network();
    assertThat(ObjectPaths.of(outer).keySet())
        .containsExactlyInAnyOrder(
            "layers/functional/layers/dense/vars/0",
            "layers/functional/layers/dense/vars/1",
            "layers/dense_1/vars/0",
            "layers/dense_1/vars/1");
  }

  /** Keras 3.15 wrote these paths for the same model. */
  @Test
  void aModelInsideHasAnOptimizerOfItsOwn() {
    Model inner = Sequential.named("inner", Input.of(4), Dense.of(2));
    inner.compile(Adam.of(), MeanSquaredError.of());
    Model outer = Sequential.of(Input.of(4), inner, Dense.of(1));
    outer.compile(SGD.of(0.1), MeanSquaredError.of());
    assertThat(ObjectPaths.of(outer).keySet())
        .containsExactly(
            "layers/sequential/layers/dense/vars/0",
            "layers/sequential/layers/dense/vars/1",
            "layers/sequential/optimizer/vars/0",
            "layers/sequential/optimizer/vars/1",
            "layers/dense/vars/0",
            "layers/dense/vars/1",
            "optimizer/vars/0",
            "optimizer/vars/1");
  }

  /** w + alpha / rank · A B: 1 + 3 / 2 · (1 · 2 + 1 · 2) = 7; reading it starts B anew. */
  @Test
  void adaptedWeightsAreStoredMerged() {
    Model model =
        Sequential.of(
            Input.of(3), Dense.of(2).withLoraRank(Optional.of(2)).withLoraAlpha(Optional.of(3.0)));
    model.weights().forEach(w -> w.set(Tensor.full(w.type(), w.path().endsWith("_b") ? 2 : 1)));
    StoredValue kernel = Objects.requireNonNull(ObjectPaths.of(model).get("layers/dense/vars/0"));
    assertThat(kernel.read().get().toFloats()).containsOnly(7).hasSize(6);
    kernel.write().orElseThrow().accept(kernel.read().get());
    assertThat(kernel.read().get().toFloats()).containsOnly(7);
    assertThat(model.weight("dense/kernel").value().toFloats()).containsOnly(7);
    assertThat(model.weight("dense/lora_kernel_b").value().toFloats()).containsOnly(0);
  }
}
