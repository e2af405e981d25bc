package dev.lamina.examples;

import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.backend.Backends;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Dense;
import dev.lamina.layers.LSTM;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Forecasts each year's number of sunspots from the years before, by an LSTM. */
public final class Sunspots {
  private static final int WINDOW = 24;
  private static final int TEST_YEARS = 60;
  private static final float SCALE = 100;

  private Sunspots() {}

  /**
   * Mean absolute errors on the last years, in sunspots.
   *
   * @param model of the LSTM
   * @param persistence of saying that a year will be like the one before
   */
  record Result(double model, double persistence) {}

  public static void main(String... arguments) throws IOException {
    Options options = Options.parse(List.of("backend", "epochs", "out"), arguments);
    options.get("backend").ifPresent(Backends::use);
    run(options.count("epochs", 150), options.path("out").orElse(Path.of("target", "sunspots")));
  }

  static Result run(int epochs, Path out) throws IOException {
    Table table = Table.read("series/sunspots.csv", ",", 1);
    float[] spots = table.columns(1).toFloats();
    int samples = spots.length - WINDOW;
    float[] x = new float[samples * WINDOW];
    float[] y = new float[samples];
    for (int s = 0; s < samples; s++) {
      for (int t = 0; t < WINDOW; t++) {
        x[s * WINDOW + t] = spots[s + t] / SCALE;
      }
      y[s] = spots[s + WINDOW] / SCALE;
    }
    Dataset all = Dataset.of(Tensor.of(x, samples, WINDOW, 1), Tensor.of(y, samples, 1));
    int train = samples - TEST_YEARS;

    Model model = Sequential.of(Input.of(WINDOW, 1), LSTM.of(32), Dense.of(1)).seed(3);
    model.summary();
    model.compile(Adam.of(5e-3), MeanSquaredError.of());
    model.fit(all.rows(0, train), Fit.epochs(epochs).batchSize(32).verbose(Verbose.SILENT));

    Tensor forecast = model.predict(all.rows(train, samples).x().get(0));
    List<Double> actual = last(spots, 0);
    List<Double> predicted =
        IntStream.range(0, TEST_YEARS).mapToObj(i -> forecast.getDouble(i) * SCALE).toList();
    var result = new Result(error(actual, predicted), error(actual, last(spots, 1)));
    System.out.printf(
        "mean absolute error of the last %d years: LSTM %.1f, last year's value %.1f sunspots%n",
        TEST_YEARS, result.model(), result.persistence());
    chart(table, actual, predicted, Files.createDirectories(out).resolve("forecast.png"));
    return result;
  }

  /** The last years' values, or those {@code lag} years before. */
  private static List<Double> last(float[] spots, int lag) {
    return IntStream.range(spots.length - TEST_YEARS - lag, spots.length - lag)
        .mapToObj(i -> (double) spots[i])
        .toList();
  }

  private static double error(List<Double> a, List<Double> b) {
    return IntStream.range(0, a.size())
        .mapToDouble(i -> Math.abs(a.get(i) - b.get(i)))
        .average()
        .orElseThrow();
  }

  private static void chart(Table table, List<Double> actual, List<Double> predicted, Path file)
      throws IOException {
    List<Double> years = last(table.columns(0).toFloats(), 0);
    Charts.lines(
        "Sunspots: forecast one year ahead, on years not trained on",
        "year",
        "sunspots",
        List.of(
            new Charts.Line("observed", years, actual, Charts.GREY),
            new Charts.Line("forecast", years, predicted, Charts.BLUE)),
        file);
    System.out.println("wrote " + file.toAbsolutePath());
  }
}
