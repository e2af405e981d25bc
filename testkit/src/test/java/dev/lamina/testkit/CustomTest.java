package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.activations.Activation;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Lambda;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.ops.Index;
import dev.lamina.ops.Ops;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.LaminaFormat;
import dev.lamina.serialization.ModelJson;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Functions of the user's own in files, and operations on symbolic tensors. */
class CustomTest {
  private static final Activation TWICE = Activation.of("acme>twice", x -> x.times(2));

  @Test
  void registeredFunctionsAreSavedByName(@TempDir Path folder) {
    var format = new LaminaFormat(KerasRegistry.standard().withFunction(TWICE));
    Model model = Sequential.of(Input.of(3), Lambda.of(TWICE), Dense.of(2, TWICE));
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    Tensor want = model.predict(x);
    format.save(model, folder.resolve("m.lamina"));
    assertThat(format.load(folder.resolve("m.lamina")).predict(x)).isEqualTo(want);
    assertThatThrownBy(() -> Model.load(folder.resolve("m.lamina")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'acme>twice' is not registered");
    assertThatThrownBy(() -> model.save(folder.resolve("n.lamina")))
        .hasMessageContaining("withFunction");
  }

  @Test
  void operationsBuildModelsAndSurviveFiles() {
    Input a = Input.of(4, 6);
    Input b = Input.of(6);
    SymbolicTensor shifted = a.plus(b.expandDims(1)).times(2).minus(1);
    SymbolicTensor part = shifted.get(Index.all(), Index.from(1), Index.every(2));
    SymbolicTensor joined =
        Ops.concatenate(-1, part.mean(1), Ops.softmax(b, -1).slice(-1, 0, 2).rdiv(1));
    Model model = Model.of(java.util.List.of(a, b), java.util.List.of(joined.reshape(-1, 5, 1)));
    assertThat(model.outputShape().toString()).isEqualTo("(None, 5, 1)");
    var json = new ModelJson(KerasRegistry.standard(), "test");
    ObjectNode first = json.write(model);
    assertThat(json.write(json.read(first))).isEqualTo(first);
  }

  @Test
  void wrongShapesNameTheOperation() {
    Input a = Input.of(4);
    Input b = Input.of(5);
    assertThatThrownBy(() -> a.plus(b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Add")
        .hasMessageContaining("cannot broadcast");
    assertThatThrownBy(() -> a.reshape(3, 3)).hasMessageContaining("cannot turn");
    // Whether a batch is made of threes is not known yet.
    assertThat(a.reshape(-1, 3, 4).shape()).isEqualTo(SymbolicShape.batchOf(3, 4));
  }
}
