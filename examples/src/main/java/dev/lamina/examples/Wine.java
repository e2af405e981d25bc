package dev.lamina.examples;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;

import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.backend.Backends;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Dense;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Which of three growers a wine is from: a functional model with two inputs, one for what was
 * measured by chemistry and one for how the wine looks.
 */
public final class Wine {
  /** Colour intensity, hue, and absorbance of the diluted wine. */
  private static final int[] LOOKS = {9, 10, 11};

  /** Everything else, from alcohol to proline. */
  private static final int[] CHEMISTRY = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12};

  private static final int CLASS = 13;
  private static final int TRAIN = 130;

  private Wine() {}

  public static void main(String... arguments) throws IOException {
    Options options = Options.parse(List.of("backend", "epochs"), arguments);
    options.get("backend").ifPresent(Backends::use);
    run(options.count("epochs", 60));
  }

  /** Returns loss and accuracy on the wines that were not trained on. */
  static Map<String, Double> run(int epochs) throws IOException {
    Table table = Table.read("tabular/wine.csv", ",", 1).shuffled(1);
    Table scaled = table.standardized(TRAIN);
    Dataset all =
        Dataset.of(
            List.of(scaled.columns(CHEMISTRY), scaled.columns(LOOKS)),
            List.of(table.integers(CLASS)));

    Input chemistry = Input.of(CHEMISTRY.length).named("chemistry");
    Input looks = Input.of(LOOKS.length).named("looks");
    SymbolicTensor joined =
        Concatenate.of().on(Dense.of(16, RELU).on(chemistry), Dense.of(8, RELU).on(looks));
    SymbolicTensor grower = Dense.of(3, SOFTMAX).on(joined);
    Model model = Model.of(List.of(chemistry, looks), List.of(grower));
    model.summary();
    model.compile(Adam.of(1e-2), SparseCategoricalCrossentropy.of(), Metrics.of("accuracy"));
    model.fit(all.rows(0, TRAIN), Fit.epochs(epochs).batchSize(16).verbose(Verbose.SILENT));
    Map<String, Double> scores = model.evaluate(all.rows(TRAIN, all.size()));
    System.out.printf("%d wines not trained on: %s%n", all.size() - TRAIN, scores);
    return scores;
  }
}
