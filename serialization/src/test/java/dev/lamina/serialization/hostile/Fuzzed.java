package dev.lamina.serialization.hostile;

import dev.lamina.Model;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.Json;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.serialization.ModelLimits;
import dev.lamina.serialization.Safetensors;
import dev.lamina.serialization.zip.Entry;
import dev.lamina.serialization.zip.SafeZip;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parser on files that are made from a seed: it must accept each or throw {@link
 * ModelFormatException} with the file's name, within five seconds.
 */
enum Fuzzed {
  ZIP {
    @Override
    void parse(long seed) throws IOException {
      Path path = Files.createTempFile(FILE, ".zip");
      try {
        Files.write(path, new Mutation(seed).of(SAMPLES.zips()));
        try (SafeZip zip = SafeZip.open(path)) {
          for (Entry e : zip.entries()) {
            zip.bytes(e, 1 << 26);
            if (e.stored()) {
              zip.map(e);
            }
          }
        }
      } finally {
        Files.delete(path);
      }
    }
  },
  SAFETENSORS {
    @Override
    void parse(long seed) throws IOException {
      byte[] file = new Mutation(seed).of(SAMPLES.safetensors());
      Safetensors.read(FILE, new ByteArrayInputStream(file), file.length, h -> {});
    }
  },
  HDF5 {
    @Override
    void parse(long seed) {
      Hdf5Walk.all(FILE, new Mutation(seed).of(SAMPLES.hdf5()));
    }
  },
  CONFIG {
    @Override
    void parse(long seed) {
      ObjectNode json = new JsonMutation(seed, Samples.classes()).of(SAMPLES.configs());
      byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
      boolean bytes = new SplittableRandom(seed).nextInt(4) == 0;
      model(bytes ? new Mutation(seed).of(List.of(text)) : text);
    }
  },
  SHARDS {
    @Override
    void parse(long seed) {
      SHARD_SETS.load(seed);
    }
  };

  private static final String FILE = "fuzzed";
  private static final double SECONDS = 5;
  private static final Samples SAMPLES = new Samples();
  private static final FuzzedShards SHARD_SETS = new FuzzedShards(FILE);

  abstract void parse(long seed) throws IOException;

  /** What is wrong with how the parser treats one file. */
  Optional<Throwable> problem(long seed) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      parse(seed);
    } catch (ModelFormatException e) {
      if (!String.valueOf(e.getMessage()).contains(FILE)
          || e.getCause() instanceof VirtualMachineError) {
        return Optional.of(e);
      }
    } catch (IOException | RuntimeException | Error e) {
      return Optional.of(e);
    }
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    return seconds < SECONDS
        ? Optional.empty()
        : Optional.of(new AssertionError(seconds + " seconds"));
  }

  private static void model(byte[] text) {
    ObjectNode json = Json.readObject(FILE, text);
    KerasRegistry registry = KerasRegistry.standard();
    Model model = new ModelJson(registry, FILE).read(json);
    ModelLimits.guarded(
        FILE,
        () -> {
          if (json.path("compile_config").isObject()) {
            var compile = new CompileJson(registry, FILE, outputs(model));
            model.compile(compile.read(json.path("compile_config")));
          }
          ModelLimits.check(FILE, model);
          return model;
        });
  }

  private static List<String> outputs(Model model) {
    return model.topology().network().map(Network::outputNames).orElse(List.of("output"));
  }
}
