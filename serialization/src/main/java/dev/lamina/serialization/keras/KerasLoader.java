package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.Json;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.serialization.ModelLimits;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.training.ImportReport;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads Keras' files: {@code .keras}, {@code .weights.h5} and legacy {@code .h5}, of Keras 2 and 3.
 */
final class KerasLoader {
  private static final String WEIGHTS = "weights";
  private static final String OPTIMIZER = "optimizer";

  private final KerasRegistry registry;

  KerasLoader(KerasRegistry registry) {
    this.registry = registry;
  }

  /** A model, if it could be read, and the report about the file. */
  private record Result(Optional<Model> model, ImportReport report) {}

  Model load(Path path) {
    Result r = read(path);
    return r.model().orElseThrow(() -> r.report().error());
  }

  ImportReport inspect(Path path) {
    Result r = read(path);
    r.model().ifPresent(Model::close);
    return r.report();
  }

  /** A model with new weights, from {@code to_json()} of Keras 2 or 3. */
  Model fromJson(String json) {
    String file = "JSON";
    ObjectNode config = Json.readObject(file, json.getBytes(StandardCharsets.UTF_8));
    String version = config.path("keras_version").asString("");
    var notes = new Notes();
    ObjectNode model = new OldLayers(Versions.isKeras2(version, config), notes).layer(config);
    new Problems(registry, notes).in(model);
    ImportReport report =
        new ImportReport(
            file,
            "Keras JSON",
            version,
            List.of("architecture"),
            notes.changes(),
            notes.problems());
    if (!report.loadable()) {
      throw report.error();
    }
    return ModelLimits.guarded(file, () -> new ModelJson(registry, file).read(model));
  }

  private Result read(Path path) {
    try (KerasSource source = KerasSource.open(path)) {
      var notes = new Notes();
      Optional<Model> model =
          ModelLimits.guarded(source.name(), () -> new Reading(source, notes).read());
      var report =
          new ImportReport(
              source.name(),
              source.format(),
              source.version(),
              source.parts(),
              notes.changes(),
              notes.problems());
      return new Result(report.loadable() ? model : Optional.empty(), report);
    } catch (IOException e) {
      throw new ModelFormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reading one file. */
  private final class Reading {
    private final KerasSource source;
    private final Notes notes;
    private final boolean keras2;

    Reading(KerasSource source, Notes notes) {
      this.source = source;
      this.notes = notes;
      this.keras2 = Versions.isKeras2(source.version(), source.model());
    }

    /** Empty if there were problems, which the notes have then. */
    Optional<Model> read() {
      ModelLimits.check(source.name(), source.model());
      ObjectNode config = new OldLayers(keras2, notes).layer(source.model());
      try {
        new Assets(source).into(config, "");
      } catch (IOException e) {
        throw new ModelFormatException(source.name() + ": cannot be read: " + e.getMessage(), e);
      }
      var problems = new Problems(registry, notes);
      problems.in(config);
      Optional<ObjectNode> settings =
          source
              .compile()
              .map(c -> keras2 || source.legacy() ? new OldTraining(notes).compile(c) : c);
      settings.ifPresent(problems::in);
      if (!notes.problems().isEmpty()) {
        return Optional.empty();
      }
      Model model = new ModelJson(registry, source.name()).read(config);
      ModelLimits.check(source.name(), model);
      if (model.topology().network().isPresent()) {
        settings.ifPresent(
            c -> model.compile(new CompileJson(registry, source.name(), model).read(c)));
        weights(model);
      }
      return Optional.of(model);
    }

    private void weights(Model model) {
      Optional<Hdf5Group> stored = source.weights();
      if (stored.isEmpty()) {
        if (!model.weights().isEmpty()) {
          notes.problem(
              ImportReport.Note.of(
                  WEIGHTS,
                  "",
                  "the file has none for a model with %d; Model.fromJson reads an architecture alone"
                      .formatted(model.weights().size())));
        }
        return;
      }
      boolean compiled = model.compiled().isPresent();
      boolean together = compiled && !keras2 && !source.legacy();
      if (together && source.optimizer().isPresent()) {
        model.trainer().buildOptimizer();
      }
      var plans = new ArrayList<WeightPlan>();
      WeightPlan plan =
          source.legacy()
              ? LegacyWeights.plan(model, stored.get())
              : ObjectPathWeights.plan(
                  model, Datasets.of(stored.get()), together && source.optimizer().isPresent());
      plan.problems().forEach(p -> notes.problem(ImportReport.Note.of(WEIGHTS, "", p)));
      plans.add(plan);
      if (compiled && !together) {
        source.optimizer().flatMap(o -> optimizer(model, o)).ifPresent(plans::add);
      }
      if (notes.problems().isEmpty()) {
        plans.forEach(WeightPlan::run);
      }
    }

    /** Of old files only what fits is read: their optimizers were others in some details. */
    private Optional<WeightPlan> optimizer(Model model, Hdf5Group group) {
      WeightPlan plan =
          OptimizerState.plan(
              model,
              source.legacy() ? OptimizerState.legacy(group) : OptimizerState.numbered(group),
              keras2);
      if (plan.problems().isEmpty()) {
        return Optional.of(plan);
      }
      notes.changed(
          OPTIMIZER, "", "its state is not read and begins anew: " + plan.problems().get(0));
      return Optional.empty();
    }
  }
}
