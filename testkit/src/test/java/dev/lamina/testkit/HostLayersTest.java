package dev.lamina.testkit;

import static dev.lamina.activations.Activations.SIGMOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.data.Dataset;
import dev.lamina.layers.CategoryEncoding;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Discretization;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.GlobalAveragePooling1D;
import dev.lamina.layers.Hashing;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.OutputMode;
import dev.lamina.layers.Pipeline;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.Subtract;
import dev.lamina.layers.TextVectorization;
import dev.lamina.layers.TimeDistributed;
import dev.lamina.losses.BinaryCrossentropy;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.SGD;
import dev.lamina.serialization.KerasJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Layers of the host alone, in models and in files. */
class HostLayersTest {
  private static final String[] TEXTS = {
    "good film", "bad film", "very good", "very bad indeed", "good good", "bad"
  };
  private static final int[] LABELS = {1, 0, 1, 0, 1, 0};

  private static Model classifier(TextVectorization vectorizer) {
    Model m =
        Sequential.of(
            Input.strings(),
            vectorizer,
            Embedding.of(20, 4),
            GlobalAveragePooling1D.of(),
            Dense.of(1, SIGMOID));
    m.compile(Adam.of(0.05), BinaryCrossentropy.of());
    return m;
  }

  @Test
  void aModelLearnsFromTextsAndKeepsItsVocabularyInTheFile(@TempDir Path folder) {
    Model model = classifier(TextVectorization.of(20).adapt(TEXTS));
    double before = model.evaluate(Dataset.of(TEXTS, LABELS)).getOrDefault("loss", 0.0);
    model.fit(TEXTS, LABELS, Fit.epochs(20).batchSize(4).verbose(Verbose.SILENT));
    assertThat(model.evaluate(Dataset.of(TEXTS, LABELS)).getOrDefault("loss", 9.0))
        .isLessThan(before / 2);
    float[][] want = model.predict(TEXTS);
    Path file = folder.resolve("texts.lamina");
    model.save(file);
    assertThat(Model.load(file).predict(TEXTS)).isDeepEqualTo(want);
  }

  @Test
  void aPipelineInFrontOfTheModelGivesTheSame() {
    TextVectorization vectorizer =
        TextVectorization.of(20).withOutputSequenceLength(Optional.of(3)).adapt(TEXTS);
    Dataset ids = Dataset.of(TEXTS, LABELS).map(vectorizer::call);
    assertThat(ids.x().get(0).type().toString()).isEqualTo("i64[6, 3]");
    Model inside = classifier(vectorizer);
    Model outside =
        Sequential.of(
            Input.of(3).dtype(DType.INT64),
            Embedding.of(20, 4),
            GlobalAveragePooling1D.of(),
            Dense.of(1, SIGMOID));
    outside.setWeights(inside.getWeights());
    assertThat(outside.predict(ids.x().get(0)).toFloatRows()).isDeepEqualTo(inside.predict(TEXTS));
  }

  /** As Keras: the vectorizer is a part of the inner model, which is called like a layer. */
  @Test
  void aModelInsideOfAModelMayBeginOnTheHost(@TempDir Path folder) {
    TextVectorization vectorizer =
        TextVectorization.of(20).withOutputSequenceLength(Optional.of(3)).adapt(TEXTS);
    Model flat = classifier(vectorizer);
    Model encoder =
        Sequential.of(
            Input.strings(), vectorizer, Embedding.of(20, 4), GlobalAveragePooling1D.of());
    Model whole = Sequential.of(Input.strings(), encoder, Dense.of(1, SIGMOID));
    whole.setWeights(flat.getWeights());
    assertThat(whole.predict(TEXTS)).isDeepEqualTo(flat.predict(TEXTS));

    Path file = folder.resolve("nested.keras");
    whole.save(file);
    Model again = Model.load(file);
    assertThat(again.predict(TEXTS)).isDeepEqualTo(flat.predict(TEXTS));
    for (Model m : List.of(flat, again)) {
      m.compile(SGD.of(0.5), BinaryCrossentropy.of());
      m.fit(TEXTS, LABELS, Fit.epochs(3).batchSize(4).shuffle(false).verbose(Verbose.SILENT));
    }
    assertThat(again.predict(TEXTS)).isDeepEqualTo(flat.predict(TEXTS));
  }

  @Test
  void innerModelsShareTheirWeightsAndNest() {
    StringLookup lookup = StringLookup.of("a", "b").withOutputMode(OutputMode.MULTI_HOT);
    Model encoder = Sequential.of(lookup, Dense.of(2));
    var left = Input.strings().named("left");
    var right = Input.strings().named("right");
    Model middle = Model.of(List.of(left), List.of(encoder.on(left)));
    Model both =
        Model.of(
            List.of(left, right), List.of(Subtract.of().on(middle.on(left), encoder.on(right))));
    assertThat(both.weights()).hasSize(2);
    Tensor x = Tensor.of(new String[] {"a", "z"}, 2, 1);
    Tensor y = Tensor.of(new String[] {"b", "z"}, 2, 1);
    float[][] got = both.predict(List.of(x, y), 32).get(0).toFloatRows();
    float[][] a = encoder.predict(x).toFloatRows();
    float[][] b = encoder.predict(y).toFloatRows();
    assertThat(got[0]).containsExactly(a[0][0] - b[0][0], a[0][1] - b[0][1]);
    assertThat(got[1]).containsExactly(0, 0);
    assertThat(got[0][0]).isNotZero();
  }

  @Test
  void aWrapperCannotCallSuchAModel() {
    Model encoder =
        Sequential.of(
            Input.of(2).dtype(DType.INT32), Hashing.of(5).withOutputMode(OutputMode.MULTI_HOT));
    assertThatThrownBy(() -> TimeDistributed.of(encoder).on(Input.of(3, 2).dtype(DType.INT32)))
        .hasMessageContaining("begins with layers that run on the host")
        .hasMessageContaining("call them in the outer model");
  }

  @Test
  void stringsAndNumbersMeetInOneModel() {
    var colour = Input.strings().named("colour");
    var size = Input.of(1).named("size");
    var age = Input.of(1).named("age");
    var bins = Discretization.of(0.5, 1.5).on(size);
    var joined =
        Concatenate.of()
            .on(
                CategoryEncoding.of(3).on(StringLookup.of("red", "blue").on(colour)),
                CategoryEncoding.of(3).on(bins),
                Normalization.of().with(30, 100).on(age));
    Model model = Model.of(List.of(colour, size, age), List.of(joined));
    List<Tensor> got =
        model.predict(
            List.of(
                Tensor.of(new String[] {"blue", "green"}),
                Tensor.of(new float[] {1, 2}, 2, 1),
                Tensor.of(new float[] {20, 35}, 2, 1)),
            32);
    assertThat(got.get(0).toFloatRows())
        .isDeepEqualTo(new float[][] {{0, 0, 1, 0, 1, 0, -1}, {1, 0, 0, 0, 0, 1, 0.5f}});
  }

  @Test
  void withoutAnInputTheFirstDataDecides() {
    Model model =
        Sequential.of(StringLookup.of("a", "b").withOutputMode(OutputMode.MULTI_HOT), Dense.of(1));
    assertThat(model.predict(new String[] {"a", "z", "b"})).hasDimensions(3, 1);
  }

  @Test
  void aPipelineOfLayersRunsOnTheHostIfOneOfThemMust() {
    Pipeline words = Pipeline.of(StringLookup.of("a", "b"), CategoryEncoding.of(3));
    assertThat(words.runsInGraph()).isFalse();
    assertThat(words.call(Tensor.of(new String[] {"b", "x"}, 2, 1)).toFloatRows())
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 0, 0}});
    assertThat(Pipeline.of(Rescaling.of(2), Rescaling.of(1, 3)).runsInGraph()).isTrue();
  }

  @Test
  void adaptTakesDataInPartsAndChangesNothingInPlace() {
    Tensor all = Tensor.of(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 4, 2);
    Normalization empty = Normalization.of();
    Normalization whole = empty.adapt(all);
    Normalization parts = empty.adapt(List.of(all.rows(0, 1), all.rows(1, 4)));
    assertThat(parts).isEqualTo(whole);
    assertThat(empty.mean()).isEmpty();
    assertThat(whole.mean()).contains(Tensor.of(new double[] {11, 16.5}));
  }

  @Test
  void vocabulariesInFilesOnDiskAreRefused() {
    var json =
        JsonMapper.shared()
            .readTree(
                """
                {"module": "keras.layers", "class_name": "StringLookup", "registered_name": null,
                 "config": {"name": "lookup", "invert": false, "max_tokens": null, "num_oov_indices": 1,
                  "oov_token": "[UNK]", "mask_token": null, "output_mode": "int", "sparse": false,
                  "pad_to_max_tokens": false, "idf_weights": null, "vocabulary": "/etc/passwd"}}
                """);
    var objects = new KerasJson(KerasRegistry.standard());
    assertThatThrownBy(() -> objects.read(dev.lamina.layers.Layer.class, json, "model.json"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "layer 'lookup' (StringLookup): vocabulary: expected a list of tokens")
        .hasMessageContaining("/etc/passwd");
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void mistakesNameTheLayerAndWhatHelps() {
    refused(
        () -> Sequential.of(Input.strings(), Dense.of(2)),
        "Dense: expected numbers, got input string (None, 1)",
        "TextVectorization");
    refused(
        () -> Sequential.of(Input.of(3), Dense.of(3), IntegerLookup.of(1, 2)),
        "IntegerLookup: runs on the host, before the network",
        "of Dense");
    refused(
        () -> classifier(TextVectorization.of()).predict(TEXTS),
        "TextVectorization: has no vocabulary yet; call adapt(data)");
    refused(
        () -> {
          Model inner = Sequential.of(Input.of(3).dtype(DType.INT32), Hashing.of(5));
          Sequential.of(Input.of(3), Dense.of(3), inner);
        },
        "Sequential: runs on the host, before the network",
        "of Dense");
    refused(
        () -> TextVectorization.of().withRagged(true),
        "ragged tensors are not supported",
        "with ragged = false rows are padded with 0");
    refused(
        () -> {
          var in = Input.strings();
          StringLookup a = StringLookup.of("a");
          Model.of(in, a.withInvert(true).on(a.on(in)));
        },
        "are strings, which a model cannot return");
    refused(
        () ->
            classifier(TextVectorization.of().adapt(TEXTS)).predict(Tensor.of(new float[2], 2, 1)),
        "expected string, got float32");
    refused(() -> StringLookup.of("a", "b", "a"), "StringLookup", "holds 'a' twice");
    refused(
        () -> StringLookup.of("a").withNumOovIndices(0).call("b"),
        "'b' is not in the vocabulary",
        "set it to 1");
    refused(() -> StringLookup.of("a").call(Tensor.scalar(1)), "use IntegerLookup");
    refused(() -> Hashing.of(0), "Hashing: numBins must be > 0, got 0");
    refused(() -> Discretization.of(2, 1), "Discretization: binBoundaries must rise");
    refused(
        () -> CategoryEncoding.of(3, OutputMode.INT),
        "CategoryEncoding: outputMode must be one of one_hot, multi_hot, count, got int");
    refused(
        () ->
            Normalization.of()
                .with(Tensor.of(new double[2]), Tensor.of(new double[2]))
                .call(Tensor.zeros(Tensor.of(new float[3], 1, 3).type())),
        "Normalization: mean and variance of shape [2] do not fit axis [-1]",
        "[1, 3]");
  }

  @Test
  void stringTensorsKnowTheirPlace() {
    Tensor t = Tensor.of(new String[] {"a", "b", "c", "d"}, 2, 2);
    assertThat(t.rows(1, 2)).isEqualTo(Tensor.of(new String[] {"c", "d"}, 1, 2));
    assertThat(Tensor.zeros(t.type().withShape(Shape.of(1))).getString(0)).isEmpty();
    assertThat(t).hasToString("str[2, 2] {\"a\", \"b\", \"c\", \"d\"}");
    refused(() -> t.getDouble(0), "strings stay in Java memory");
    refused(() -> t.cast(DType.FLOAT32), "strings stay in Java memory");
    refused(() -> dev.lamina.graph.Value.constant(t), "strings stay in Java memory");
  }
}
