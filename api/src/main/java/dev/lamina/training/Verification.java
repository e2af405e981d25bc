package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How close a model's outputs are to recorded ones, of Python for example: made by {@link
 * Model#verify}. An element passes when {@code |got - want| <= atol + rtol |want|}; NaN equals NaN.
 *
 * @param file where the recorded values are
 */
public record Verification(String file, double rtol, double atol, List<Output> outputs) {
  private static final String INPUT = "input/";
  private static final String OUTPUT = "output/";

  /**
   * One output.
   *
   * @param largestError the largest absolute difference of two elements
   * @param outside how many elements do not pass
   */
  public record Output(String name, int elements, double largestError, int outside) {
    @Override
    public String toString() {
      return "%s: largest error %.3g, %d of %d elements outside the tolerance"
          .formatted(name, largestError, outside, elements);
    }
  }

  public Verification {
    outputs = List.copyOf(outputs);
  }

  /** Whether all elements of all outputs pass. */
  public boolean passed() {
    return outputs.stream().allMatch(o -> o.outside() == 0);
  }

  /**
   * Computes the outputs for the recorded inputs; see {@link Model#verify}.
   *
   * @throws ModelFormatException if the file does not hold the model's inputs and outputs
   */
  public static Verification of(Model model, Path file, double rtol, double atol) {
    Map<String, Tensor> tensors = Formats.tensors(file);
    List<Tensor> inputs = numbered(tensors, INPUT);
    List<Tensor> wanted = numbered(tensors, OUTPUT);
    int in = model.network().inputs().size();
    int out = model.network().outputs().size();
    if (inputs.size() != in || wanted.size() != out) {
      throw new ModelFormatException(
          "%s: expected tensors input/0 to input/%d and output/0 to output/%d, as the model has, got %s"
              .formatted(file, in - 1, out - 1, tensors.keySet()));
    }
    List<Tensor> got = model.predict(inputs, Math.max(1, inputs.get(0).shape().dim(0)));
    var all = new ArrayList<Output>();
    for (int i = 0; i < out; i++) {
      all.add(compare(file, OUTPUT + i, got.get(i), wanted.get(i), rtol, atol));
    }
    return new Verification(file.toString(), rtol, atol, all);
  }

  private static List<Tensor> numbered(Map<String, Tensor> tensors, String prefix) {
    var out = new ArrayList<Tensor>();
    for (Tensor t = tensors.get(prefix + 0); t != null; t = tensors.get(prefix + out.size())) {
      out.add(t);
    }
    return out;
  }

  private static Output compare(
      Path file, String name, Tensor got, Tensor want, double rtol, double atol) {
    if (!got.shape().equals(want.shape())) {
      throw new ModelFormatException(
          "%s: %s: expected shape %s, the model gives %s"
              .formatted(file, name, want.shape(), got.shape()));
    }
    double largest = 0;
    int outside = 0;
    for (int i = 0; i < got.size(); i++) {
      double g = got.getDouble(i);
      double w = want.getDouble(i);
      if (Double.compare(g + 0.0, w + 0.0) != 0) {
        double error = Math.abs(g - w);
        largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largest, error);
        outside += error <= atol + rtol * Math.abs(w) ? 0 : 1;
      }
    }
    return new Output(name, got.size(), largest, outside);
  }

  /** One line an output. */
  @Override
  public String toString() {
    return "%s: %s (rtol %s, atol %s)\n"
            .formatted(file, passed() ? "passed" : "NOT passed", rtol, atol)
        + outputs.stream().map(Output::toString).collect(Collectors.joining("\n"));
  }
}
