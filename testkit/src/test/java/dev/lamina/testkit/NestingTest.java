package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Nesting;
import dev.lamina.layers.Dense;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.metrics.Poisson;
import dev.lamina.optimizers.SGD;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Lists and dictionaries of outputs stay what they are in files. */
class NestingTest {
  private final ModelJson json = new ModelJson(KerasRegistry.standard(), "test");

  private static Model model(Nesting outputs) {
    var x = Input.of(3);
    List<SymbolicTensor> all =
        List.of(
            Dense.of(1).named("a").on(x),
            Dense.of(1).named("b").on(x),
            Dense.of(1).named("c").on(x));
    return Model.of("nested", List.of(x), new Nesting.One(), all, outputs);
  }

  /** {"z": c, "list": [a, b]}: keys are sorted in the flat order and as given in the file. */
  private static Nesting named() {
    var entries = new LinkedHashMap<String, Nesting>();
    entries.put("z", new Nesting.One());
    entries.put("list", Nesting.flat(2));
    return new Nesting.Named(entries);
  }

  @Test
  void outputsAndMetricsAreWrittenAsTheyAreNested() {
    Model model = model(named());
    var mae = MeanAbsoluteError.of();
    model.compile(
        Compile.of(SGD.of(0.1), MeanSquaredError.of())
            .metricsPerOutput(List.of(List.of(mae), List.of(), List.of(Poisson.of(), mae))));
    ObjectNode written = json.write(model);
    assertThat(written.path("config").path("output_layers").toString())
        .isEqualTo("{\"z\":[\"c\",0,0],\"list\":[[\"a\",0,0],[\"b\",0,0]]}");
    var metrics = written.path("compile_config").path("metrics");
    assertThat(metrics.path("list").path(0).path(0).path("class_name").asString(""))
        .isEqualTo("MeanAbsoluteError");
    assertThat(metrics.path("list").path(1)).isEmpty();
    assertThat(metrics.path("z")).hasSize(2);
    Model again = json.read(written);
    Compile settings =
        new CompileJson(KerasRegistry.standard(), "test", again)
            .read(written.path("compile_config"));
    assertThat(settings.metrics()).isEqualTo(model.compiled().orElseThrow().metrics());
    assertThat(settings.losses()).containsExactly(MeanSquaredError.of());
    again.compile(settings);
    assertThat(json.write(again)).isEqualTo(written);
  }

  @Test
  void aNestingHasATensorForEachOutput() {
    assertThatThrownBy(() -> model(Nesting.flat(2)))
        .hasMessageContaining("nesting of the outputs is of 2 tensors")
        .hasMessageContaining("expected 3");
  }
}
