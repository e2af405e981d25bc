package dev.lamina.examples;

import static dev.lamina.activations.Activations.RELU;

import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.backend.Backends;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** How far diabetes progresses within a year, from ten measurements: a regression. */
public final class Diabetes {
  private static final int FEATURES = 10;
  private static final int TRAIN = 340;

  private Diabetes() {}

  public static void main(String... arguments) throws IOException {
    Options options = Options.parse(List.of("backend", "epochs"), arguments);
    options.get("backend").ifPresent(Backends::use);
    run(options.count("epochs", 300));
  }

  /** Returns R², the explained share of the variance, on patients that were not trained on. */
  static double run(int epochs) throws IOException {
    Table table =
        Table.read("tabular/diabetes_data_raw.csv.gz", " ", 0)
            .beside(Table.read("tabular/diabetes_target.csv.gz", " ", 0))
            .shuffled(1)
            .standardized(TRAIN);
    Dataset all =
        Dataset.of(table.columns(IntStream.range(0, FEATURES).toArray()), table.columns(FEATURES));
    Dataset test = all.rows(TRAIN, all.size());

    Model model =
        Sequential.of(
            Input.of(FEATURES),
            Dense.of(32, RELU),
            Dropout.of(0.2),
            Dense.of(16, RELU),
            Dense.of(1));
    model.compile(Adam.of(1e-3), MeanSquaredError.of(), MeanAbsoluteError.of());
    EarlyStopping stop = EarlyStopping.of("val_loss").patience(20).restoreBestWeights();
    model.fit(
        all.rows(0, TRAIN),
        Fit.epochs(epochs).validationSplit(0.2).callbacks(stop).verbose(Verbose.SILENT));
    double r2 = 1 - variance(test.y().get(0), model.predict(test.x().get(0)));
    System.out.printf(
        "best epoch %d; on %d patients not trained on: %s, R2 %.3f%n",
        stop.bestEpoch() + 1, test.size(), model.evaluate(test), r2);
    return r2;
  }

  /** Squared errors as a share of the squared distances from the mean. */
  private static double variance(Tensor y, Tensor predicted) {
    double mean = IntStream.range(0, y.size()).mapToDouble(y::getDouble).average().orElseThrow();
    double error = 0;
    double total = 0;
    for (int i = 0; i < y.size(); i++) {
      error += Math.pow(y.getDouble(i) - predicted.getDouble(i), 2);
      total += Math.pow(y.getDouble(i) - mean, 2);
    }
    return error / total;
  }
}
