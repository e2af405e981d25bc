package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.testkit.conformance.CaseResult.Failed;
import dev.lamina.testkit.conformance.CaseResult.Outcome;
import dev.lamina.testkit.conformance.CaseResult.Unsupported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * The golden cases of a folder, as {@code index.json} in it lists them: what real Keras computed,
 * compared with what Lamina computes on an engine.
 */
public final class ConformanceSuite {
  /** How each kind of case is run; the key is the group or {@code group/kind}. */
  private static final Map<String, BiFunction<GoldenCase, Backend, Outcome>> RUNNERS =
      Map.ofEntries(
          Map.entry("activations", FunctionCases::activation),
          Map.entry("constraints", FunctionCases::constraint),
          Map.entry("regularizers", FunctionCases::regularizer),
          Map.entry("schedules", FunctionCases::schedule),
          Map.entry("losses", LossCases::run),
          Map.entry("metrics", MetricCases::run),
          Map.entry("metrics/metric-of-values", MetricCases::run),
          Map.entry("metrics/metric-function", MetricCases::function),
          Map.entry("optimizers", OptimizerCases::run),
          Map.entry("optimizers/identifiers", IdentifierCases::run),
          Map.entry("regularizers/identifiers", IdentifierCases::run),
          Map.entry("initializers/identifiers", IdentifierCases::run),
          Map.entry("initializers/fans", InitializerCases::fans),
          Map.entry("initializers/initializer-exact", InitializerCases::exact),
          Map.entry("initializers/initializer-statistics", InitializerCases::statistics),
          Map.entry("initializers/initializer-orthogonal", InitializerCases::orthogonal),
          Map.entry("callbacks/callback-driven", CallbackCases::driven),
          Map.entry("callbacks/csv", CallbackCases::csv),
          Map.entry("callbacks/terminate-on-nan", CallbackCases::nan),
          Map.entry("callbacks/callback-fit", CallbackCases::batches),
          Map.entry("callbacks/lambda-callback", CallbackCases::lambda),
          Map.entry("callbacks/progbar-direct", CallbackCases::progbar),
          Map.entry("callbacks/progress-text", ProgressCases::text),
          Map.entry("callbacks/event-order", ProgressCases::order),
          Map.entry("callbacks/swap-ema", ProgressCases::averages),
          Map.entry("callbacks/backup-and-restore", BackupCases::run),
          Map.entry("callbacks/fit", FitCases::fit),
          Map.entry("fit/fit", FitCases::fit),
          Map.entry("fit/batch-sequence", FitCases::batches),
          Map.entry("preprocessing/preprocessing", PreprocessingCases::run),
          Map.entry("preprocessing/model", PreprocessingCases::model),
          Map.entry("preprocessing/feature-space", FeatureSpaceCases::run),
          Map.entry("utils/function", UtilityCases::run),
          Map.entry("utils/summary", ModelTextCases::summary),
          Map.entry("utils/dot", ModelTextCases::dot),
          Map.entry("utils/application", ApplicationCases::layers),
          Map.entry("applications/values", ApplicationCases::values),
          Map.entry("saved/saved", SavedCases::run),
          Map.entry("saved/saved-refused", SavedCases::refused),
          Map.entry("saved-keras2/saved", SavedCases::run),
          Map.entry("ops/layer", LayerCases::run),
          Map.entry("layers/layer", LayerCases::run),
          Map.entry("layers/layer-augmentation", ImageCases::augmentation),
          Map.entry("utils/image-resize", ImageCases::resize),
          Map.entry("utils/bounding-boxes", BoxCases::functions),
          Map.entry("layers/layer-boxes", BoxCases::layer),
          Map.entry("layers/layer-calls", LayerCalls::run),
          Map.entry("layers/layer-statistics", LayerStatistics::run));

  private ConformanceSuite() {}

  /** Runs every case. */
  public static List<CaseResult> run(Path dir, Backend backend) throws IOException {
    var out = new ArrayList<CaseResult>();
    for (Path folder : folders(dir)) {
      out.add(runCase(folder, backend));
    }
    return out;
  }

  /** The folders of all cases. */
  public static List<Path> folders(Path dir) throws IOException {
    var out = new ArrayList<Path>();
    for (JsonNode entry : GoldenCase.readJson(dir.resolve("index.json"))) {
      out.add(dir.resolve(entry.path("folder").asString("")));
    }
    return out;
  }

  /** Runs one case; whatever it throws is its result. */
  public static CaseResult runCase(Path folder, Backend backend) throws IOException {
    GoldenCase c = GoldenCase.read(folder);
    return new CaseResult(c.id(), c.group(), outcome(c, backend));
  }

  private static Outcome outcome(GoldenCase c, Backend backend) {
    String key = c.kind().isEmpty() ? c.group() : c.group() + "/" + c.kind();
    BiFunction<GoldenCase, Backend, Outcome> runner = RUNNERS.get(key);
    if (runner == null) {
      return new Unsupported("cases of kind " + key);
    }
    try {
      return runner.apply(c, backend);
    } catch (UnsupportedCaseException e) {
      return new Unsupported(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Failed(e + at(e));
    }
  }

  private static String at(Throwable e) {
    return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
  }
}
