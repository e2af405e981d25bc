package dev.lamina.testkit.conformance;

import dev.lamina.Model;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.applications.Application;
import dev.lamina.applications.Architecture;
import dev.lamina.applications.DenseNet;
import dev.lamina.applications.EfficientNet;
import dev.lamina.applications.MobileNet;
import dev.lamina.applications.MobileNetV2;
import dev.lamina.applications.MobileNetV3;
import dev.lamina.applications.Pooling;
import dev.lamina.applications.ResNet;
import dev.lamina.applications.VGG;
import dev.lamina.applications.Xception;
import dev.lamina.backend.Backend;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Network;
import dev.lamina.training.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Models of {@code keras.applications}. */
final class ApplicationCases {
  private ApplicationCases() {}

  /** The application that a call such as {@code MobileNetV2(alpha=0.35)} makes. */
  static Application application(String function, JsonNode args) {
    var shape = new ArrayList<Integer>();
    args.path("input_shape").forEach(d -> shape.add(d.intValue(-1)));
    Application a =
        Application.of(architecture(function, args))
            .withInputShape(shape.isEmpty() ? Optional.empty() : Optional.of(shape))
            .withIncludeTop(args.path("include_top").booleanValue(true))
            .withPooling(
                Pooling.valueOf(args.path("pooling").asString("none").toUpperCase(Locale.ROOT)))
            .withClasses(args.path("classes").intValue(1000))
            .withName(Optional.of(args.path("name").asString("")).filter(n -> !n.isEmpty()));
    return a.withClassifierActivation(activation(args));
  }

  private static Activation activation(JsonNode args) {
    JsonNode name = args.path("classifier_activation");
    return name.isNull() ? Activations.LINEAR : Activations.of(name.asString("softmax"));
  }

  private static Architecture architecture(String function, JsonNode args) {
    double alpha = args.path("alpha").doubleValue(1);
    return switch (function) {
      case "VGG16" -> VGG.VGG16;
      case "VGG19" -> VGG.VGG19;
      case "ResNet50" -> ResNet.RESNET50;
      case "ResNet101" -> ResNet.RESNET101;
      case "ResNet152" -> ResNet.RESNET152;
      case "ResNet50V2" -> ResNet.RESNET50V2;
      case "ResNet101V2" -> ResNet.RESNET101V2;
      case "ResNet152V2" -> ResNet.RESNET152V2;
      case "DenseNet121" -> DenseNet.DENSENET121;
      case "DenseNet169" -> DenseNet.DENSENET169;
      case "DenseNet201" -> DenseNet.DENSENET201;
      case "Xception" -> Xception.of();
      case "MobileNet" ->
          MobileNet.of()
              .withAlpha(alpha)
              .withDepthMultiplier(args.path("depth_multiplier").intValue(1))
              .withDropout(args.path("dropout").doubleValue(1e-3));
      case "MobileNetV2" -> MobileNetV2.of(alpha);
      case "MobileNetV3Small" -> third(MobileNetV3.small(), alpha, args);
      case "MobileNetV3Large" -> third(MobileNetV3.large(), alpha, args);
      default -> efficientNet(function, args);
    };
  }

  private static MobileNetV3 third(MobileNetV3 plain, double alpha, JsonNode args) {
    return plain
        .withAlpha(alpha)
        .withMinimalistic(args.path("minimalistic").booleanValue(false))
        .withDropoutRate(args.path("dropout_rate").doubleValue(0.2))
        .withIncludePreprocessing(args.path("include_preprocessing").booleanValue(true));
  }

  private static EfficientNet efficientNet(String function, JsonNode args) {
    List<EfficientNet> all =
        List.of(
            EfficientNet.B0,
            EfficientNet.B1,
            EfficientNet.B2,
            EfficientNet.B3,
            EfficientNet.B4,
            EfficientNet.B5,
            EfficientNet.B6,
            EfficientNet.B7);
    return all.stream()
        .filter(e -> function.toLowerCase(Locale.ROOT).equals(e.kerasName(List.of())))
        .findFirst()
        .orElseThrow(() -> new UnsupportedCaseException("application " + function))
        .withImagenetScaling(args.path("weights").asString("").equals("imagenet"));
  }

  /** Kind {@code application}: every layer's name, class, output shape and weights. */
  static CaseResult.Outcome layers(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    String function = c.get("function").asString("").replace("applications.", "");
    try (Model model = application(function, c.get("args")).model()) {
      comparison.equal("count_params", model.countParams(), c.get("count_params").longValue());
      comparison.equal(
          "trainable_params",
          model.trainableWeights().stream().mapToLong(w -> w.spec().shape().size()).sum(),
          c.get("trainable_params").longValue());
      List<Shared> layers =
          model.layers().stream().filter(l -> !(l.layer() instanceof OpLayer)).toList();
      comparison.equal("number of layers", layers.size(), c.get("layers").size());
      for (int i = 0; i < Math.min(layers.size(), c.get("layers").size()); i++) {
        comparison.equal(
            "layer " + i,
            described(layers.get(i), model.network()),
            described(c.get("layers").get(i)));
      }
    }
    return comparison.outcome();
  }

  private static String described(Shared layer, Network network) {
    SymbolicShape shape =
        network.calls().stream()
            .filter(call -> call.layer() == layer)
            .findFirst()
            .map(LayerCall::outputs)
            .orElse(List.copyOf(network.inputs()))
            .get(0)
            .shape();
    String weights =
        layer.weights().stream()
            .map(w -> name(w) + w.spec().shape())
            .collect(Collectors.joining(" "));
    return "%s (%s) %s %s"
        .formatted(layer.name().orElse("?"), layer.layer().kerasName(), shape, weights);
  }

  private static String described(JsonNode layer) {
    int[] shape =
        StreamSupport.stream(layer.path("output_shape").spliterator(), false)
            .mapToInt(d -> d.intValue(-1))
            .toArray();
    String weights =
        StreamSupport.stream(layer.path("weights").spliterator(), false)
            .map(w -> w.path(0).asString("") + shape(w.path(1)))
            .collect(Collectors.joining(" "));
    return "%s (%s) %s %s"
        .formatted(
            layer.path("name").asString(""),
            layer.path("class_name").asString(""),
            SymbolicShape.of(shape),
            weights);
  }

  private static Shape shape(JsonNode dims) {
    var out = new ArrayList<Integer>();
    dims.forEach(d -> out.add(d.intValue()));
    return Shape.of(out);
  }

  private static String name(Weight w) {
    return w.path().substring(w.path().lastIndexOf('/') + 1);
  }

  /** Kind {@code values}: outputs with weights and images of a formula. */
  static CaseResult.Outcome values(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    try (Model model = application(c.get("function").asString(""), c.get("args")).model()) {
      List<Weight> weights = model.weights();
      for (int k = 0; k < weights.size(); k++) {
        weights.get(k).set(value(k, weights.get(k), c.get("gain").doubleValue()));
      }
      var shape = new ArrayList<>(List.of(2));
      c.get("args").path("input_shape").forEach(d -> shape.add(d.intValue()));
      double scale = c.get("scale").doubleValue();
      Tensor images = filled(DType.FLOAT32, Shape.of(shape), i -> hash(4711, i) * scale);
      try (var predictor = new Predictor(model.network(), backend)) {
        Tensor got = predictor.predict(List.of(images), 2, List.of()).get(0);
        comparison.close("outputs", got, JsonData.tensor(c.get("outputs"), DType.FLOAT32));
      }
    }
    return comparison.outcome();
  }

  private interface Element {
    double at(int i);
  }

  private static Tensor filled(DType dtype, Shape shape, Element element) {
    double[] out = new double[shape.intSize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = element.at(i);
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }

  /** A number in [0, 1) for each element of each tensor. */
  private static double hash(int tensor, int element) {
    int h = element * 0x9E3779B1 + tensor * 0x85EBCA77;
    h ^= h >>> 16;
    h *= 0x45D9F3B;
    h ^= h >>> 16;
    return Integer.toUnsignedLong(h) / 0x1p32;
  }

  private static Tensor value(int k, Weight w, double gain) {
    Shape shape = w.spec().shape();
    String name = name(w);
    if (name.equals("count")) {
      return Tensor.full(w.type(), 0);
    }
    if (name.endsWith("kernel")) {
      boolean depthwise = shape.rank() == 4 && shape.dim(3) == 1;
      Shape fan = shape.range(0, depthwise ? 2 : shape.rank() - 1);
      double range = Math.sqrt(gain / fan.size());
      return filled(w.spec().dtype(), shape, i -> (2 * hash(k, i) - 1) * range);
    }
    boolean positive = List.of("gamma", "moving_variance", "variance").contains(name);
    return filled(
        w.spec().dtype(), shape, i -> positive ? 0.5 + hash(k, i) : 0.4 * hash(k, i) - 0.2);
  }
}
