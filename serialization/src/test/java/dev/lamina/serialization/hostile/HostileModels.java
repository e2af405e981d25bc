package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import dev.lamina.initializers.Zeros;
import dev.lamina.layers.Conv1D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.TextVectorization;
import dev.lamina.layers.UpSampling1D;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.SGD;
import dev.lamina.serialization.KerasJson;
import dev.lamina.serialization.KerasRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Configurations that must be refused, in the form of {@code model.to_json()}; a container puts
 * them into a file.
 */
final class HostileModels {
  private static final Map<String, Object> GOOD =
      Map.ofEntries(
          Map.entry("Dense", Dense.of(2)),
          Map.entry("Embedding", Embedding.of(3, 2)),
          Map.entry("LSTM", LSTM.of(2)),
          Map.entry("Conv1D", Conv1D.of(2, 3)),
          Map.entry("StringLookup", StringLookup.of("a")),
          Map.entry("IntegerLookup", IntegerLookup.of(1)),
          Map.entry("TextVectorization", TextVectorization.of(10)),
          Map.entry("UpSampling1D", UpSampling1D.of(2)),
          Map.entry("SGD", SGD.of(0.1)),
          Map.entry("MeanSquaredError", MeanSquaredError.of()),
          Map.entry("Zeros", Zeros.of()));

  private static final String INPUT =
      "{'module':'keras.layers','class_name':'InputLayer','config':{'batch_shape':[null,4],'dtype':'float32','name':'in'},'registered_name':null}";
  private static final String DENSE = layer("Dense", "'units':2");

  private final List<Hostile> all = new ArrayList<>();
  private final Container container;

  /** Puts a configuration into a file. */
  interface Container {
    Hostile file(String name, byte[] config, String... rule);
  }

  private HostileModels(Container container) {
    this.container = container;
  }

  /** In a zip file of ours. */
  static Hostile lamina(String name, byte[] config, String... rule) {
    byte[] noWeights = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
    return Hostile.of(
        "model .lamina: " + name,
        "m.lamina",
        new RawZip().add("model.json", config).add("model.safetensors", noWeights).bytes(),
        more("m.lamina!model.", rule));
  }

  /** In a directory. */
  static Hostile directory(String name, byte[] config, String... rule) {
    byte[] noWeights = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
    return new Hostile(
        "model directory: " + name,
        "m",
        Map.of("m/model.json", config, "m/model.safetensors", noWeights),
        List.of(more("m/model.", rule)));
  }

  /** In a file of Keras. */
  static Hostile keras(String name, byte[] config, String... rule) {
    return Hostile.of(
        "model .keras: " + name,
        "m.keras",
        new RawZip().add("config.json", config).bytes(),
        more("m.keras", rule));
  }

  /** Weights in a file of Keras. */
  static Hostile weights(String name, byte[] hdf5, String... rule) {
    return Hostile.of(
        "weights .keras: " + name,
        "m.keras",
        new RawZip().add("config.json", utf8("{}")).add("model.weights.h5", hdf5).bytes(),
        more("m.keras!model.weights.h5", rule));
  }

  static String[] more(String first, String... rest) {
    var out = new ArrayList<>(List.of(first));
    out.addAll(List.of(rest));
    return out.toArray(String[]::new);
  }

  static List<Hostile> all(Container container) {
    var h = new HostileModels(container);
    h.code();
    h.names();
    h.compiled();
    h.files();
    h.nodes();
    h.sizes();
    h.json();
    return h.all;
  }

  private void add(String name, String config, String... rule) {
    all.add(container.file(name, utf8(config.replace('\'', '"')), rule));
  }

  static String layer(String className, String config) {
    return object("keras.layers", className, "'name':'x'," + config);
  }

  static String object(String module, String className, String config) {
    return written(module, className, config, "null");
  }

  static String object(String module, String className, String config, String registered) {
    return written(module, className, config, "'" + registered + "'");
  }

  private static String written(String module, String className, String config, String registered) {
    return "{'module':'%s','class_name':'%s','config':{%s},'registered_name':%s}"
        .formatted(module, className, complete(className, config), registered);
  }

  /** The other keys of a config, as they are written for a good layer. */
  private static String complete(String className, String config) {
    Object good = GOOD.get(className);
    if (good == null) {
      return config;
    }
    var all = new StringBuilder(config);
    for (var e : new KerasJson(KerasRegistry.standard()).write(good).path("config").properties()) {
      if (!config.contains("'" + e.getKey() + "':")) {
        all.append(all.isEmpty() ? "" : ",")
            .append("'%s':%s".formatted(e.getKey(), e.getValue()).replace('"', '\''));
      }
    }
    return all.toString();
  }

  static String sequential(String... layers) {
    return object("keras", "Sequential", "'name':'m','layers':[" + String.join(",", layers) + "]");
  }

  private static String model(String layer) {
    return sequential(INPUT, layer);
  }

  /** Layers that hold code, plain and inside of everything that can hold layers. */
  private void code() {
    String lambda =
        layer(
            "Lambda",
            "'function':{'class_name':'__lambda__','config':{'code':'4wEAAAA=','defaults':null,'closure':null}}");
    String old = "{'class_name':'Lambda','config':{'name':'x','function':['4wEAAAA=',null,null]}}";
    String named = layer("Lambda", "'function':'os.system'");
    String saved = layer("TFSMLayer", "'filepath':'/tmp/evil','call_endpoint':'serve'");
    Map<String, String> layers =
        Map.of(
            "Lambda",
            lambda,
            "old Lambda",
            old,
            "Lambda of a name",
            named,
            "TFSMLayer",
            saved,
            "TFSMLayer of another module",
            saved.replace("keras.layers", "keras.src.export"),
            "JaxLayer",
            layer("JaxLayer", "'call_fn':'f'"),
            "FlaxLayer",
            layer("FlaxLayer", "'module':'f'"),
            "TorchModuleWrapper",
            layer("TorchModuleWrapper", "'module':'gASVAAAA'"));
    layers.forEach(
        (name, json) ->
            add(name, model(json), "'x' (" + name.replaceAll("^old | of .*", "") + ")"));
    Map<String, String> holders =
        Map.of(
            "TimeDistributed", layer("TimeDistributed", "'layer':%s"),
            "Bidirectional", layer("Bidirectional", "'merge_mode':'concat','layer':%s"),
            "RNN cell", layer("RNN", "'cell':%s"),
            "stacked cells", layer("StackedRNNCells", "'cells':[%s]"),
            "SpectralNormalization", layer("SpectralNormalization", "'layer':%s"),
            "Pipeline", layer("Pipeline", "'layers':[%s]"),
            "nested model", sequential(INPUT, "%s"),
            "nested twice", sequential(sequential(INPUT, "%s")));
    holders.forEach(
        (name, json) -> {
          add("Lambda in " + name, model(json.formatted(lambda)), "(Lambda)", "Python");
          add("TFSMLayer in " + name, model(json.formatted(saved)), "(TFSMLayer)");
        });
  }

  /** Names that look like those of the registry. */
  private void names() {
    add("module of another package", model(object("os", "Dense", "'units':2")), "Dense");
    add("module that begins alike", model(object("kerasevil", "Dense", "'units':2")), "Dense");
    add(
        "registered name",
        model(object("keras.layers", "Dense", "'units':2", "evil>Dense")),
        "Dense");
    add(
        "registered name of a model",
        object("evil", "Sequential", "'layers':[]", "evil>Sequential"),
        "Sequential");
    add(
        "registered name and package",
        model(object("evil", "Dense", "'units':2", "evil>Dense")),
        "Dense");
    add("Python class", model(object("builtins", "eval", "'name':'x'")), "eval");
    add("Java class", model(object("java.lang", "java.lang.Runtime", "'name':'x'")), "Runtime");
    add("unknown layer", model(layer("Evil", "'a':1")), "'x' (Evil)");
    add("unknown key", model(layer("Dense", "'units':2,'code':'x'")), "unknown key 'code'");
    add("no config", model("{'module':'keras.layers','class_name':'Dense'}"), "config");
    add("no class", model("{'module':'keras.layers','config':{}}"), "class");
    add(
        "class is a list",
        object("keras", "Sequential", "").replace("'Sequential'", "[1]"),
        "class");
    add("layer is a number", model("17"), "expected a layer|unknown layer");
    for (String key : List.of("kernel_initializer", "kernel_regularizer", "kernel_constraint")) {
      add(
          key + " of the user's",
          model(
              layer(
                  "Dense",
                  "'units':2,'%s':%s".formatted(key, object("evil", "Mine", "", "evil>Mine")))),
          "Mine");
      add(
          key + " of another module",
          model(
              layer(
                  "Dense",
                  "'units':2,'%s':%s"
                      .formatted(
                          key,
                          object(
                              "evil",
                              key.contains("init")
                                  ? "Zeros"
                                  : key.contains("reg") ? "L2" : "NonNeg",
                              "")))),
          key.contains("init") ? "Zeros" : key.contains("reg") ? "L2" : "NonNeg");
    }
    String function = "{'module':'%s','class_name':'function','config':'%s','registered_name':'f'}";
    add(
        "activation of a name",
        model(layer("Dense", "'units':2,'activation':'os.system'")),
        "os.system");
    add(
        "activation of another module",
        model(layer("Dense", "'units':2,'activation':" + function.formatted("os", "relu"))),
        "unknown function 'relu' of module 'os'");
    add(
        "activation that is unknown",
        model(layer("Dense", "'units':2,'activation':" + function.formatted("builtins", "exec"))),
        "exec");
    add(
        "activation is a layer",
        model(layer("Dense", "'units':2,'activation':" + DENSE)),
        "activation");
    add(
        "policy",
        model(layer("Dense", "'units':2,'dtype':" + object("evil", "Policy", "", "evil>P"))),
        "Policy");
  }

  /** The same in compile settings. */
  private void compiled() {
    String good = object("keras.losses", "MeanSquaredError", "");
    String sgd = object("keras.optimizers", "SGD", "'learning_rate':0.1");
    String settings = "'optimizer':%s,'loss':%s,'metrics':%s";
    Map<String, String> bad =
        Map.of(
            "optimizer", settings.formatted(object("evil", "Mine", "", "evil>Mine"), good, "null"),
            "optimizer of another module",
                settings.formatted(object("evil", "SGD", ""), good, "null"),
            "loss", settings.formatted(sgd, object("evil", "Mine", "", "evil>Mine"), "null"),
            "loss of another module",
                settings.formatted(sgd, object("evil", "MeanSquaredError", ""), "null"),
            "loss of a name", settings.formatted(sgd, "'os.system'", "null"),
            "metric",
                settings.formatted(sgd, good, "[" + object("evil", "Mine", "", "evil>Mine") + "]"),
            "metric of a name", settings.formatted(sgd, good, "['os.system']"),
            "metric of a function",
                settings.formatted(
                    sgd,
                    good,
                    "["
                        + object(
                            "keras.metrics",
                            "MeanMetricWrapper",
                            "'fn':{'module':'os','class_name':'function','config':'system','registered_name':'system'}")
                        + "]"),
            "schedule",
                settings.formatted(
                    object(
                        "keras.optimizers", "SGD", "'learning_rate':" + object("evil", "Mine", "")),
                    good,
                    "null"));
    bad.forEach(
        (name, json) ->
            add(
                "compile: " + name,
                model(DENSE).replaceFirst("\\}$", ",'compile_config':{" + json + "}}"),
                "Mine|SGD|MeanSquaredError|os.system|system"));
  }

  /** Files and addresses where a list is expected. */
  private void files() {
    for (String name :
        List.of("/etc/passwd", "../vocabulary.txt", "http://127.0.0.1:1/v", "file:///etc/passwd")) {
      add(
          "StringLookup reads " + name.replace('/', ' '),
          model(layer("StringLookup", "'vocabulary':'" + name + "'")),
          "files are not read");
    }
    add(
        "IntegerLookup reads a file",
        model(layer("IntegerLookup", "'vocabulary':'v.txt'")),
        "files are not read");
    add(
        "TextVectorization reads a file",
        model(layer("TextVectorization", "'vocabulary':'v.txt'")),
        "files are not read");
    add(
        "Embedding reads a file",
        model(layer("Embedding", "'input_dim':3,'output_dim':2,'weights':'w.npy'")),
        "weights");
  }

  private static String functional(String layers, String inputs, String outputs) {
    return object(
        "keras.src.models.functional",
        "Functional",
        "'name':'f','layers':[%s],'input_layers':%s,'output_layers':%s"
            .formatted(layers, inputs, outputs),
        "Functional");
  }

  private static String named(String json, String name, String nodes) {
    return json.replace("'name':'x'", "'name':'" + name + "'")
        .replaceFirst("\\}$", ",'name':'" + name + "','inbound_nodes':[" + nodes + "]}");
  }

  private static String on(String layer, int node, int tensor) {
    return "{'args':[{'class_name':'__keras_tensor__','config':{'shape':[null,4],'dtype':'float32','keras_history':['%s',%d,%d]}}],'kwargs':{}}"
        .formatted(layer, node, tensor);
  }

  /** Graphs that are none. */
  private void nodes() {
    String in = INPUT.replaceFirst("\\}$", ",'name':'in','inbound_nodes':[]}");
    String ends = "['in',0,0]";
    add(
        "layer on itself",
        functional(in + "," + named(DENSE, "a", on("a", 0, 0)), ends, "['a',0,0]"),
        "depend on themselves");
    add(
        "two layers on each other",
        functional(
            in + "," + named(DENSE, "a", on("b", 0, 0)) + "," + named(DENSE, "b", on("a", 0, 0)),
            ends,
            "['a',0,0]"),
        "depend on themselves");
    add(
        "layer that is missing",
        functional(in + "," + named(DENSE, "a", on("gone", 0, 0)), ends, "['a',0,0]"),
        "missing");
    add(
        "node that is missing",
        functional(in + "," + named(DENSE, "a", on("in", 7, 0)), ends, "['a',0,0]"),
        "missing");
    add(
        "node is negative",
        functional(in + "," + named(DENSE, "a", on("in", -1, 0)), ends, "['a',0,0]"),
        "missing");
    add(
        "tensor that is missing",
        functional(in + "," + named(DENSE, "a", on("in", 0, 9)), ends, "['a',0,0]"),
        "has 1 outputs");
    add(
        "output that is missing",
        functional(in + "," + named(DENSE, "a", on("in", 0, 0)), ends, "['b',0,0]"),
        "output_layers names");
    add(
        "input that is missing",
        functional(in + "," + named(DENSE, "a", on("in", 0, 0)), "['b',0,0]", "['a',0,0]"),
        "input_layers names");
    add(
        "no outputs",
        functional(in + "," + named(DENSE, "a", on("in", 0, 0)), ends, "[]"),
        "output");
    add("two layers of a name", functional(in + "," + in, ends, ends), "two layers are named 'in'");
    add(
        "argument is a file",
        functional(
            in + "," + named(DENSE, "a", "{'args':['/etc/passwd'],'kwargs':{}}"),
            ends,
            "['a',0,0]"),
        "is not a tensor");
    add(
        "unknown operation",
        functional(
            in
                + ","
                + named(object("keras.src.ops.evil", "Evil", "'name':'x'"), "a", on("in", 0, 0)),
            ends,
            "['a',0,0]"),
        "Evil");
    var backwards = new StringBuilder(in);
    for (int i = 0; i < 5_000; i++) {
      backwards.append(',').append(named(DENSE, "d" + i, on("d" + (i + 1), 0, 0)));
    }
    add(
        "5000 layers that wait for one that is missing",
        functional(backwards.toString(), ends, "['d0',0,0]"),
        "missing");
    String bomb = sequential(INPUT, layer("Dense", "'units':4"));
    for (int i = 0; i < 25; i++) {
      bomb =
          functional(
              in
                  + ","
                  + named(
                      bomb.replaceFirst("'name':'[mf]'", "'name':'x'"),
                      "n" + i,
                      on("in", 0, 0) + "," + on("n" + i, 0, 0)),
              ends,
              "['n" + i + "',1,0]");
    }
    add("model called twice, 25 times", bomb, "called so often");
  }

  /** Sizes that no memory holds, or that are none. */
  private void sizes() {
    for (String units :
        List.of(
            "0",
            "-1",
            "1.5",
            "1e300",
            "2147483648",
            "9223372036854775807",
            "'many'",
            "null",
            "[1]",
            "{}")) {
      add("Dense of " + units, model(layer("Dense", "'units':" + units)), "units");
    }
    add(
        "Dense of 2 GB",
        model(layer("Dense", "'units':2147483647")),
        "x/kernel|elements|more than");
    add(
        "Dense of 400 MB",
        model(layer("Dense", "'units':25000000")),
        "x/kernel: missing|more than|the file has none");
    add(
        "Embedding beyond all",
        model(layer("Embedding", "'input_dim':2147483647,'output_dim':2147483647")),
        "elements|input|more than");
    add(
        "Embedding of 1 GB",
        sequential(INPUT, layer("Embedding", "'input_dim':100000000,'output_dim':10")),
        "missing|more than|the file has none");
    add(
        "input of rank 65",
        sequential(INPUT.replace("[null,4]", "[" + "1,".repeat(64) + "1]"), DENSE),
        "expected a shape");
    add(
        "input of a negative size",
        sequential(INPUT.replace("[null,4]", "[null,-4]"), DENSE),
        "batch_shape");
    add(
        "input beyond all",
        sequential(INPUT.replace("[null,4]", "[null,2147483647,2147483647]"), DENSE),
        "elements|larger|array|missing|more than|the file has none");
    add(
        "input of an unknown dtype",
        sequential(INPUT.replace("float32", "object"), DENSE),
        "object");
    add(
        "LSTM of 2 GB",
        sequential(INPUT.replace("[null,4]", "[null,3,4]"), layer("LSTM", "'units':500000000")),
        "elements|more than|array");
    add(
        "UpSampling beyond all",
        sequential(
            INPUT.replace("[null,4]", "[null,4,4]"), layer("UpSampling1D", "'size':2147483647")),
        "size|elements|x");
    add(
        "Conv1D of a large kernel",
        sequential(
            INPUT.replace("[null,4]", "[null,4,4]"),
            layer("Conv1D", "'filters':2147483647,'kernel_size':2147483647")),
        "x");
    add(
        "Reshape beyond all",
        model(layer("Reshape", "'target_shape':[2147483647,2147483647,2147483647]")),
        "x");
    String long1D = INPUT.replace("[null,4]", "[null,1000003,2]");
    add(
        "adaptive mean of a large table",
        sequential(
            long1D,
            layer(
                "AdaptiveAveragePooling1D",
                "'output_size':[500001],'data_format':'channels_last'")),
        "would need a table");
    add(
        "adaptive maximum of a large table",
        sequential(
            long1D,
            layer(
                "AdaptiveMaxPooling1D",
                "'output_size':[2147483647],'data_format':'channels_last'")),
        "would need a table");
    add(
        "up-sampling by a large table",
        sequential(
            INPUT.replace("[null,4]", "[null,9000,9000,1]"),
            layer(
                "UpSampling2D",
                "'size':[3,3],'data_format':'channels_last','interpolation':'bilinear'")),
        "would need a table");
    add(
        "a layer at a million steps",
        sequential(
            long1D,
            layer(
                "TimeDistributed",
                "'layer':" + sequential(INPUT.replace("[null,4]", "[null,2]"), DENSE))),
        "calls the layers inside more than");
    String deep = layer("Dense", "'units':4");
    for (int i = 0; i < 40; i++) {
      deep = sequential(INPUT, deep);
    }
    add("models 40 deep", deep, "deep inside of each other");
    String wrapped = layer("Dense", "'units':4");
    for (int i = 0; i < 40; i++) {
      wrapped = layer("TimeDistributed", "'layer':" + wrapped);
    }
    add("wrappers 40 deep", model(wrapped), "deep inside of each other");
  }

  /** Text that is no good JSON. */
  private void json() {
    add("empty", "", "JSON");
    add("not JSON", "hello", "not valid JSON");
    add("a list", "[]", "expected a JSON object");
    add("cut", model(DENSE).substring(0, 150), "not valid JSON");
    add("more behind it", model(DENSE) + "{}", "not valid JSON");
    add("a key twice", model(DENSE).replace("'units':2", "'units':2,'units':3"), "uplicate");
    add("NaN", model(layer("Dense", "'units':NaN")), "not valid JSON");
    add("lists 300 deep", "{'a':" + "[".repeat(300) + "]".repeat(300) + "}", "depth");
    add("lists a million deep", "{'a':" + "[".repeat(1_000_000), "depth");
    add("a number of 1000 digits", "{'a':" + "1".repeat(1000) + "}", "umber");
    add("a key of 100000 letters", "{'" + "a".repeat(100_000) + "':1}", "ame");
    add("two million lists", "{'a':[" + "[],".repeat(1_000_000) + "[]]}", "oken");
    byte[] bad = utf8(model(DENSE).replace('\'', '"'));
    bad[bad.length / 2] = (byte) 0xff;
    all.add(container.file("not UTF-8", bad, "JSON|unknown"));
    all.add(
        container.file(
            "UTF-16",
            model(DENSE).replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_16LE),
            "not UTF-8"));
    all.add(container.file("zero bytes", new byte[1000], "not valid JSON"));
    all.add(container.file("65 MB", new byte[65 << 20], "limit|more than"));
  }
}
