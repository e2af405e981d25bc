package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.VarianceScaling;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.Configured;
import dev.lamina.layers.DTypePolicy;
import dev.lamina.layers.Dense;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.Layer;
import dev.lamina.layers.ReLU;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.TimeDistributed;
import dev.lamina.losses.Huber;
import dev.lamina.losses.Loss;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.regularizers.L2;
import dev.lamina.training.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class KerasJsonTest {
  private final KerasJson json = new KerasJson(KerasRegistry.standard());

  private static ObjectNode parse(String text) {
    return Json.readObject("test", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void optimizerOptionsStandBesideTheOptimizersOwnArguments() {
    Optimizer adam =
        json.read(
            Optimizer.class,
            parse(
                "{'class_name':'Adam','config':{'name':'adam','learning_rate':0.01,'weight_decay':null,"
                    + "'clipnorm':1.5,'global_clipnorm':null,'clipvalue':null,'use_ema':true,"
                    + "'ema_momentum':0.9,'ema_overwrite_frequency':7,'loss_scale_factor':null,"
                    + "'gradient_accumulation_steps':null,'beta_1':0.8,'beta_2':0.99,"
                    + "'epsilon':1e-07,'amsgrad':false}}"),
            "test");
    assertThat(adam.options().clipnorm()).hasValue(1.5);
    assertThat(adam.options().emaOverwriteFrequency()).contains(7);
    assertThat(((Adam) adam).beta1()).isEqualTo(0.8);
    ObjectNode again = json.write(adam);
    assertThat(json.read(Optimizer.class, again, "test").options()).isEqualTo(adam.options());
    assertThat(again.path("config").propertyNames()).startsWith("name", "learning_rate");
    // Keras keeps the rate in float32.
    assertThat(again.path("config").path("learning_rate").doubleValue())
        .isEqualTo(0.009999999776482582);
  }

  @Test
  void nestedObjectsNamesAndFlags() {
    var layer =
        new Configured(
            Dense.of(4, Activations.RELU).withKernelRegularizer(Optional.of(L2.of(0.5))),
            Optional.of("head"),
            false);
    ObjectNode written = new LayerJson(json).write(layer);
    assertThat(written.path("config").path("kernel_regularizer").path("class_name").asString())
        .isEqualTo("L2");
    assertThat(written.path("config").has("activity_regularizer")).isFalse();
    assertThat(json.read(Layer.class, written, "test")).isEqualTo(layer);
  }

  @Test
  void aFrozenWrapperSaysSoInsideToo() {
    Layer frozen = TimeDistributed.of(Dense.of(4)).frozen();
    ObjectNode written = new LayerJson(json).write(frozen);
    ObjectNode inside = (ObjectNode) written.path("config").path("layer").path("config");
    assertThat(inside.path("trainable").booleanValue()).isFalse();
    assertThat(((Configured) json.read(Layer.class, written, "test")).trainable()).isFalse();
    // Keras' wrapper with the argument trainable=False around a layer that is trained.
    inside.put("trainable", true);
    assertThat(((Configured) json.read(Layer.class, written, "test")).trainable()).isTrue();
  }

  @Test
  void setTrainableReachesTheLayersOfAModel() {
    Model model = Sequential.of(Input.of(3), Dense.of(4), Dense.of(2));
    var shared = Shared.of(model);
    shared.setTrainable(false);
    assertThat(model.layers()).noneMatch(Shared::trainable);
    shared.setTrainable(true);
    assertThat(model.layers()).allMatch(Shared::trainable);
  }

  @Test
  void activityRegularizersOfLayersWithoutTheArgument() {
    var layer =
        new Configured(
            ReLU.of(), Optional.of("r"), true, Optional.empty(), Optional.of(L2.of(0.5)));
    ObjectNode written = new LayerJson(json).write(layer);
    assertThat(written.path("config").path("activity_regularizer").path("class_name").asString())
        .isEqualTo("L2");
    assertThat(json.read(Layer.class, written, "test")).isEqualTo(layer);
  }

  @Test
  void enumsAreLowerSnake() {
    var text =
        "{'class_name':'VarianceScaling','config':{'seed':null,'scale':2.0,'mode':'fan_avg',"
            + "'distribution':'untruncated_normal','input_axes':null,'output_axes':null}}";
    Initializer v = json.read(Initializer.class, parse(text), "test");
    assertThat(v).isInstanceOf(VarianceScaling.class);
    assertThat(json.write(v).path("config").path("mode").asString()).isEqualTo("fan_avg");
    assertThatThrownBy(
            () -> json.read(Initializer.class, parse(text.replace("fan_avg", "fan_max")), "here"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "here (VarianceScaling): mode: expected one of [fan_in, fan_out, fan_avg], got"
                + " \"fan_max\"");
  }

  @Test
  void argumentsThatKerasLosesHaveDefaults() {
    Loss plain =
        json.read(
            Loss.class,
            parse("{'class_name':'Huber','config':{'name':'huber_loss','reduction':'sum'}}"),
            "test");
    assertThat(((Huber) plain).delta()).isEqualTo(1);
    assertThat(json.write(plain).path("config").has("delta")).isFalse();
    assertThat(json.write(Huber.of(0.5)).path("config").path("delta").doubleValue()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'class_name':'L2','config':{'l2':'x'}} | (L2): l2: expected a number, got \"x\"",
        "{'class_name':'L2','config':{}} | (L2): l2: missing",
        "{'class_name':'L2','config':{'l2':-1}} | (L2): L2: l2 must be",
        "{'class_name':'L2','config':{'l2':1,'l3':2}} | unknown key 'l3'; known keys: [l2]",
        "{'class_name':'L9','config':{}} | unknown Regularizer 'L9'",
        "{'config':{}} | expected Regularizer with class_name and config",
      })
  void badConfigurationsNameThePlace(String text, String message) {
    assertThatThrownBy(
            () -> json.read(dev.lamina.regularizers.Regularizer.class, parse(text), "f: layer 'a'"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("f: layer 'a'")
        .hasMessageContaining(message);
  }

  @Test
  void policiesAreNamesOrObjects() {
    var text =
        "{'class_name':'Flatten','module':'keras.layers','config':{'name':'d','data_format':'channels_last','dtype':%s}}";
    Layer named = json.read(Layer.class, parse(text.formatted("'mixed_bfloat16'")), "f");
    assertThat(((Configured) named).dtype()).contains(DTypePolicy.of("mixed_bfloat16"));
    ObjectNode written = json.write(named);
    assertThat(written.path("config").path("dtype").path("config").path("name").asString())
        .isEqualTo("mixed_bfloat16");
    assertThat(json.read(Layer.class, written, "f")).isEqualTo(named);
    assertThatThrownBy(
            () -> json.read(Layer.class, parse(text.formatted("'int8_from_float32'")), "f"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("f: layer 'd' (Flatten): dtype policy: expected float32, ")
        .hasMessageEndingWith("got 'int8_from_float32'");
  }

  /** What has the policy of the layer around it needs none of its own; files name it everywhere. */
  @Test
  void layersInsideNameTheirPolicyInFiles() {
    Layer layer = Bidirectional.of(LSTM.of(2)).dtype("mixed_bfloat16").named("both");
    ObjectNode written = json.write(layer);
    assertThat(
            written
                .path("config")
                .path("layer")
                .path("config")
                .path("dtype")
                .path("config")
                .path("name")
                .asString())
        .isEqualTo("mixed_bfloat16");
    assertThat(json.read(Layer.class, written, "f")).isEqualTo(layer);
  }

  @Test
  void everyUnsupportedClassIsListed() {
    ObjectNode model =
        parse(
            "{'class_name':'Sequential','module':'keras','config':{'name':'s','layers':["
                + "{'class_name':'Foo','module':'keras.layers','config':{'name':'f1'}},"
                + "{'class_name':'Lambda','module':'keras.layers','config':{'name':'code'}},"
                + "{'class_name':'Mine','module':'pkg','registered_name':'pkg>Mine','config':{'name':'m'}},"
                + "{'class_name':'Nonzero','module':'keras.src.ops.numpy','config':{'name':'nonzero'}}]}}");
    assertThatThrownBy(() -> new ModelJson(KerasRegistry.standard(), "m.json").read(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("m.json")
        .hasMessageContaining("layer 'f1' (Foo)")
        .hasMessageContaining("layer 'code' (Lambda): Lambda layers hold Python code")
        .hasMessageContaining("layer 'm' (Mine)")
        .hasMessageContaining("operation 'nonzero' (Nonzero)");
  }

  /** A layer of a user's own. */
  record Scale(double factor, Activation activation) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return activation.apply(x.times(factor));
    }
  }

  @Test
  void registeredClassesCarryTheirPackage() {
    var own = new KerasJson(KerasRegistry.standard().with("pkg", Scale.class));
    ObjectNode written = own.write(new Scale(2, Activations.TANH));
    assertThat(written.path("registered_name").asString()).isEqualTo("pkg>Scale");
    assertThat(new LayerJson(own).read(written, "f").layer())
        .isEqualTo(new Scale(2, Activations.TANH));
    assertThatThrownBy(() -> json.write(new Scale(2, Activations.TANH)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is not registered");
  }

  @Test
  void onlyKnownInterfacesAndNewNamesCanBeRegistered() {
    record Stranger(int a) {}
    assertThatThrownBy(() -> KerasRegistry.standard().with("p", Stranger.class))
        .hasMessageContaining("implements none of");
    assertThatThrownBy(() -> KerasRegistry.standard().with("p", Scale.class).with("p", Scale.class))
        .hasMessageContaining("registered already");
  }

  @Test
  void layersThatDoNotMoveBoxesTakeTheirFormat() {
    Layer layer =
        json.read(
            Layer.class,
            parse(
                "{'module':'keras.layers','class_name':'RandomGrayscale','config':{'factor':0.5,"
                    + "'data_format':'channels_last','bounding_box_format':'xyxy'}}"),
            "test");
    assertThat(json.write(layer).path("config").has("bounding_box_format")).isFalse();
  }
}
