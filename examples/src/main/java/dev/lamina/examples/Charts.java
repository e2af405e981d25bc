package dev.lamina.examples;

import dev.lamina.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts as PNG files; no screen is needed. */
final class Charts {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 420;

  private Charts() {}

  /** A named line of a chart. */
  record Line(String name, List<Double> x, List<Double> y, Color color) {
    Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
    }
  }

  static final Color BLUE = new Color(0x1f77b4);
  static final Color ORANGE = new Color(0xff7f0e);
  static final Color GREY = new Color(0x8a8a8a);

  /** One chart per log, side by side: of training and, if there was one, of validation. */
  static void learningCurves(History history, List<String> logs, Path file) throws IOException {
    List<XYChart> charts = logs.stream().map(log -> learningCurve(history, log)).toList();
    save(charts, file);
  }

  private static void save(List<XYChart> row, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(row, 1, row.size(), out, BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static XYChart learningCurve(History history, String log) {
    List<Double> epochs = history.epochs().stream().map(e -> e + 1.0).toList();
    XYChart chart = chart(log.replace('_', ' '), "epoch", "", WIDTH, HEIGHT);
    add(chart, new Line("training", epochs, history.get(log), BLUE));
    String validation = "val_" + log;
    if (history.metrics().containsKey(validation)) {
      add(chart, new Line("validation", epochs, history.get(validation), ORANGE));
    }
    // Whole epochs on the axis, not more than fit.
    int every = (epochs.size() + 9) / 10;
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            x ->
                Math.rint(x) == x && ((int) x.doubleValue() - 1) % every == 0
                    ? String.valueOf(x.intValue())
                    : "");
    return chart;
  }

  /** Lines in one chart. */
  static void lines(String title, String xTitle, String yTitle, List<Line> lines, Path file)
      throws IOException {
    XYChart chart = chart(title, xTitle, yTitle, 2 * WIDTH, HEIGHT);
    lines.forEach(l -> add(chart, l));
    save(List.of(chart), file);
  }

  private static void add(XYChart chart, Line line) {
    var series = chart.addSeries(line.name(), line.x(), line.y());
    series.setLineColor(line.color());
    series.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(line.color());
  }

  private static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16))
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    chart.getStyler().setPlotGridLinesColor(new Color(0xe4e4e4)).setPlotBorderColor(Color.WHITE);
    chart.getStyler().setMarkerSize(7).setDecimalPattern("#.##");
    return chart;
  }
}
