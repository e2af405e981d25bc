package dev.lamina.examples;

import dev.lamina.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Rows of numbers from a text file. */
record Table(List<float[]> rows) {
  Table {
    rows = List.copyOf(rows);
  }

  /** A resource, gzip if its name says so, without its first {@code skip} lines. */
  static Table read(String name, String separator, int skip) throws IOException {
    try (InputStream raw = Resources.open(name);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Table(
          lines.lines().skip(skip).map(String::strip).map(l -> numbers(l, separator)).toList());
    }
  }

  private static float[] numbers(String line, String separator) {
    String[] cells = line.split(separator, -1);
    float[] row = new float[cells.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = Float.parseFloat(cells[i]);
    }
    return row;
  }

  int size() {
    return rows.size();
  }

  /** The columns of both tables side by side. */
  Table beside(Table other) {
    var joined = new java.util.ArrayList<float[]>();
    for (int r = 0; r < rows.size(); r++) {
      float[] left = rows.get(r);
      float[] right = other.rows.get(r);
      float[] both = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, both, left.length, right.length);
      joined.add(both);
    }
    return new Table(joined);
  }

  Table shuffled(long seed) {
    var order = new java.util.ArrayList<>(rows);
    Collections.shuffle(order, new Random(seed));
    return new Table(order);
  }

  /** Each column minus its mean, divided by its deviation; both from the first rows only. */
  Table standardized(int first) {
    int width = rows.get(0).length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int c = 0; c < width; c++) {
      int column = c;
      double[] v = rows.stream().limit(first).mapToDouble(r -> r[column]).toArray();
      double m = Arrays.stream(v).average().orElse(0);
      mean[c] = m;
      deviation[c] = Math.sqrt(Arrays.stream(v).map(x -> (x - m) * (x - m)).average().orElse(1));
    }
    return new Table(
        rows.stream()
            .map(
                r -> {
                  float[] out = new float[width];
                  for (int c = 0; c < width; c++) {
                    out[c] = (float) ((r[c] - mean[c]) / deviation[c]);
                  }
                  return out;
                })
            .toList());
  }

  /** Some columns as float32: [rows, columns]. */
  Tensor columns(int... which) {
    float[][] out = new float[rows.size()][which.length];
    for (int r = 0; r < out.length; r++) {
      for (int c = 0; c < which.length; c++) {
        out[r][c] = rows.get(r)[which[c]];
      }
    }
    return Tensor.of(out);
  }

  /** A column of whole numbers as int32: [rows]. */
  Tensor integers(int which) {
    int[] out = new int[rows.size()];
    for (int r = 0; r < out.length; r++) {
      out[r] = (int) rows.get(r)[which];
    }
    return Tensor.of(out);
  }
}
