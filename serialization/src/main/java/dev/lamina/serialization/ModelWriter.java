package dev.lamina.serialization;

import dev.lamina.Model;
import dev.lamina.Topology;
import dev.lamina.layers.Autocast;
import dev.lamina.layers.Configured;
import dev.lamina.layers.DTypePolicies;
import dev.lamina.layers.DTypePolicy;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.training.Network;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes models in the form of Keras' {@code model.to_json()}. */
final class ModelWriter {
  private final KerasJson objects;

  ModelWriter(KerasJson objects) {
    this.objects = objects;
  }

  ObjectNode write(Model model) {
    return write(model, model.name(), true);
  }

  /** A model inside of another layer. */
  ObjectNode inside(Model model, String name, boolean trainable) {
    ObjectNode out = write(model, name, trainable);
    if (!trainable) {
      LayerJson.freezeInside(out.path("config"));
    }
    return out;
  }

  /** {@code name}: the model's, or what the model around it calls it. */
  ObjectNode write(Model model, String name, boolean trainable) {
    ObjectNode out =
        model.topology() instanceof Topology.Functional f
            ? new FunctionalWriter(this, objects, f).write(name, trainable)
            : sequential(model, name, trainable);
    ObjectNode compile = out.putObject("compile_config");
    model
        .compiled()
        .ifPresent(
            c ->
                compile.setAll(
                    new CompileJson(objects.registry(), model.toString(), model).write(c)));
    return out;
  }

  static List<String> outputNames(Model model) {
    return model.topology().network().map(Network::outputNames).orElse(List.of("output"));
  }

  private ObjectNode sequential(Model model, String name, boolean trainable) {
    ObjectNode config = Json.NODES.objectNode();
    config.put("name", name);
    config.put("trainable", trainable);
    config.set("dtype", LayerJson.policy(policy(model).name()));
    ArrayNode layers = config.putArray("layers");
    Optional<Network> network = model.topology().network();
    network.ifPresent(n -> layers.add(input(n.inputs().get(0))));
    for (Shared l : model.topology().layers()) {
      layers.add(layer(l, network.flatMap(n -> firstCall(n, l))));
    }
    ObjectNode out = KerasJson.wrap("keras", "Sequential", config, Optional.empty());
    network.ifPresent(
        n -> {
          SymbolicShape shape = n.inputs().get(0).shape();
          config.set("build_input_shape", JsonValues.shape(shape));
          out.putObject("build_config").set("input_shape", JsonValues.shape(shape));
        });
    return out;
  }

  /** The layers' policy if they have one in common. */
  private static DTypePolicy policy(Model model) {
    List<DTypePolicy> all =
        model.topology().layers().stream()
            .filter(l -> l.configured().autocast() != Autocast.NONE)
            .flatMap(l -> l.configured().dtype().stream())
            .distinct()
            .toList();
    return all.size() == 1 ? all.get(0) : DTypePolicies.get();
  }

  private static Optional<LayerCall> firstCall(Network network, Shared layer) {
    return network.calls().stream().filter(c -> c.layer() == layer).findFirst();
  }

  static ObjectNode input(SymbolicTensor t) {
    ObjectNode config = Json.NODES.objectNode();
    config.set("batch_shape", JsonValues.shape(t.shape()));
    config.put("dtype", t.dtype().keras());
    config.put("sparse", false);
    config.put("ragged", false);
    config.put("name", t.source().layer().name().orElse("input_layer"));
    config.put("optional", false);
    return KerasJson.wrap("keras.layers", "InputLayer", config, Optional.empty());
  }

  /**
   * A layer or a model inside of a model; {@code call}: its first, which tells its input shapes.
   */
  ObjectNode layer(Shared layer, Optional<LayerCall> call) {
    Configured c = Network.configuration(layer);
    String name = c.name().orElse(KerasJson.defaultName(c));
    if (c.layer() instanceof Model m) {
      return inside(m, name, c.trainable());
    }
    List<SymbolicShape> shapes =
        call.map(k -> k.ownInputs().stream().map(SymbolicTensor::shape).toList()).orElse(List.of());
    return new LayerJson(objects).write(c, name, shapes);
  }
}
