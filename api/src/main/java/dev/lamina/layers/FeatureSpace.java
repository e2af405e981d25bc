package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The columns of a table as one vector per row: each column is preprocessed, crossed and encoded as
 * its {@link Feature} says. Columns come in the order of their names, crosses behind them.
 *
 * <pre>{@code
 * var space = FeatureSpace.of(Map.of(
 *     "age", Feature.floatNormalized(), "colour", Feature.stringCategorical())).adapt(table);
 * Tensor rows = space.call(table);
 * }</pre>
 *
 * <p>As a layer of a model it is called on one input of shape [batch, 1] per column, in the order
 * of {@code features}.
 *
 * @param features by the columns' names
 * @param crosses combinations of columns of indices or strings
 * @param crossingDim Keras' default for crosses; only kept
 * @param hashingDim Keras' default for hashed columns; only kept
 * @param numDiscretizationBins Keras' default for columns in bins; only kept
 */
@RecordBuilder
public record FeatureSpace(
    Map<String, Feature> features,
    Output outputMode,
    List<Cross> crosses,
    int crossingDim,
    int hashingDim,
    int numDiscretizationBins)
    implements HostLayer, FeatureSpaceBuilder.With {
  private static final String NAME = "FeatureSpace";

  /** How many rows {@code adapt} looks at together, as in Keras: it decides about bins. */
  private static final int PART = 32;

  /** What a space returns. */
  public enum Output {
    /** One vector per row. */
    CONCAT,
    /** A tensor for each column and cross, by its name. */
    DICT
  }

  public FeatureSpace {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    crosses = List.copyOf(crosses);
    Check.that(!features.isEmpty(), "%s: expected at least one feature, got none", NAME);
    for (Cross c : crosses) {
      Check.that(
          features.keySet().containsAll(c.featureNames()),
          "%s: the cross %s names features that are not there; there are %s",
          NAME,
          c.featureNames(),
          features.keySet());
    }
  }

  /** Columns by name. */
  public static FeatureSpace of(Map<String, Feature> features) {
    return new FeatureSpace(features, Output.CONCAT, List.of(), 32, 32, 32);
  }

  /**
   * The space whose columns have learned from a table: a tensor of shape [rows] for each. Columns
   * that know already what they need, such as a vocabulary, keep it.
   */
  public FeatureSpace adapt(Map<String, Tensor> table) {
    var learned = new LinkedHashMap<String, Feature>();
    features.forEach(
        (name, f) -> learned.put(name, isFixed(f) ? f : adapt(f, column(name, table))));
    return withFeatures(learned);
  }

  private static boolean isFixed(Feature f) {
    HostLayer layer = f.host();
    return !(layer instanceof Adaptable)
        || (layer instanceof Normalization n && n.mean().isPresent())
        || (layer instanceof Discretization d && d.binBoundaries().isPresent())
        || (layer instanceof StringLookup w && w.vocabulary().isPresent())
        || (layer instanceof IntegerLookup i && i.vocabulary().isPresent())
        || (layer instanceof TextVectorization t && t.vocabulary().isPresent());
  }

  private static Feature adapt(Feature f, Tensor column) {
    var parts = new ArrayList<Tensor>();
    int rows = column.shape().dim(0);
    int step = column.shape().rank() == 1 ? PART : 1;
    for (int at = 0; at < rows; at += step) {
      Tensor part = column.rows(at, Math.min(rows, at + step));
      parts.add(part.reshape(part.size(), 1));
    }
    Configured c = Configured.of(f.preprocessor());
    Layer learned = ((Adaptable) f.host()).adapt(parts);
    return f.withPreprocessor(c.with(learned));
  }

  private static Tensor column(String name, Map<String, Tensor> table) {
    Tensor t = table.get(name);
    if (t == null) {
      throw new IllegalArgumentException(
          "%s: the table has no column '%s', it has %s".formatted(NAME, name, table.keySet()));
    }
    return t;
  }

  // ---- encoding

  /** The rows of a table as vectors; one row given as scalars: one vector. */
  public Tensor call(Map<String, Tensor> table) {
    boolean scalar = features.keySet().stream().anyMatch(n -> column(n, table).shape().rank() == 0);
    Tensor rows = concat(encode(table));
    return scalar ? rows.reshape(rows.size()) : rows;
  }

  /** The encoded columns and crosses by name; crosses are named {@code a_X_b}. */
  public Map<String, Tensor> encode(Map<String, Tensor> table) {
    var prepared = new LinkedHashMap<String, Tensor>();
    var out = new LinkedHashMap<String, Tensor>();
    new TreeMap<>(features)
        .forEach(
            (name, f) -> {
              Tensor t = column(name, table);
              Tensor rows = t.shape().rank() < 2 ? t.reshape(t.size(), 1) : t;
              Tensor numbers = prepare(name, f, rows);
              prepared.put(name, numbers);
              out.put(name, encode(name, f, numbers));
            });
    var crossed = new TreeMap<String, Tensor>();
    for (Cross c : crosses) {
      List<Tensor> in = c.featureNames().stream().map(n -> column(n, prepared)).toList();
      Tensor bins = HashedCrossing.of(c.crossingDim()).call(in);
      boolean oneHot = c.outputMode() == Feature.Output.ONE_HOT;
      crossed.put(c.name(), oneHot ? CategoryEncoding.of(c.crossingDim()).call(bins) : bins);
    }
    out.putAll(crossed);
    return Collections.unmodifiableMap(out);
  }

  private static Tensor prepare(String name, Feature f, Tensor rows) {
    try {
      return f.host().call(rows);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "%s: feature '%s': %s".formatted(NAME, name, e.getMessage()), e);
    }
  }

  private static Tensor encode(String name, Feature f, Tensor t) {
    return f.outputMode() == Feature.Output.ONE_HOT
        ? CategoryEncoding.of(size(name, f)).call(t)
        : t;
  }

  /** How many different indices a feature has. */
  private static int size(String name, Feature f) {
    HostLayer layer = f.host();
    if (layer instanceof StringLookup s) {
      return s.getVocabulary().size();
    }
    if (layer instanceof IntegerLookup i) {
      return i.getVocabulary().size();
    }
    if (layer instanceof Discretization d) {
      return d.binBoundaries().map(b -> b.size() + 1).orElse(1);
    }
    if (layer instanceof Hashing h) {
      return h.numBins();
    }
    if (layer instanceof CategoryEncoding c) {
      return c.numTokens();
    }
    throw new IllegalArgumentException(
        "%s: feature '%s': it is not known how many values %s has, which outputMode one_hot needs; use int or float"
            .formatted(NAME, name, layer.kerasName()));
  }

  private static Tensor concat(Map<String, Tensor> parts) {
    int rows = parts.values().iterator().next().shape().dim(0);
    int width = 0;
    for (Map.Entry<String, Tensor> e : parts.entrySet()) {
      Tensor t = e.getValue();
      Check.that(
          t.dtype().isFloating(),
          "%s: '%s' is not encoded, it is %s; set outputMode one_hot, or take the columns one by"
              + " one from encode(table)",
          NAME,
          e.getKey(),
          t.type());
      Check.that(
          t.shape().rank() == 2 && t.shape().dim(0) == rows,
          "%s: expected %d rows in all columns, got '%s' of shape %s",
          NAME,
          rows,
          e.getKey(),
          t.shape());
      width += t.shape().dim(1);
    }
    float[] out = new float[rows * width];
    int at = 0;
    for (Tensor t : parts.values()) {
      int n = t.shape().dim(1);
      float[] values = t.toFloats();
      for (int r = 0; r < rows; r++) {
        System.arraycopy(values, r * n, out, r * width + at, n);
      }
      at += n;
    }
    return Tensor.wrap(out, Shape.of(rows, width));
  }

  // ---- as a layer

  @Override
  public Tensor call(List<Tensor> inputs) {
    Check.that(
        outputMode == Output.CONCAT,
        "%s: a layer of a model returns one vector per row; set outputMode CONCAT",
        NAME);
    Check.that(
        inputs.size() == features.size(),
        "%s: expected an input for each of %s, got %d",
        NAME,
        features.keySet(),
        inputs.size());
    var table = new LinkedHashMap<String, Tensor>();
    features.keySet().forEach(name -> table.put(name, inputs.get(table.size())));
    return call(table);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    var widths = new ArrayList<Integer>();
    int i = 0;
    for (Map.Entry<String, Feature> e : features.entrySet()) {
      Feature f = e.getValue();
      boolean oneHot = f.outputMode() == Feature.Output.ONE_HOT;
      SymbolicShape given = inputs.get(i++);
      widths.add(oneHot ? size(e.getKey(), f) : f.host().hostShape(List.of(given)).dim(-1));
    }
    crosses.forEach(c -> widths.add(c.crossingDim()));
    boolean known = widths.stream().allMatch(w -> w >= 0);
    int width = known ? widths.stream().mapToInt(w -> w).sum() : SymbolicShape.UNKNOWN;
    return SymbolicShape.of(inputs.get(0).dim(0), width);
  }

  @Override
  public DType hostType() {
    return DType.FLOAT32;
  }
}
