package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Operations on lists of tensors: joining them and taking one apart. */
public final class Joining {
  private Joining() {}

  /** Joined along an axis; all other axes are equal. */
  public record Concatenate(int axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return List.of(Value.concat(axis, Promotion.together(inputs)));
    }
  }

  /** Joined along a new axis; all shapes are equal. */
  public record Stack(int axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      int rank = inputs.get(0).rank() + 1;
      int a = axis < 0 ? axis + rank : axis;
      return List.of(Value.stack(a, Promotion.together(inputs)));
    }
  }

  /** Joined along the second axis, vectors along their only one. */
  public record Hstack() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return new Concatenate(inputs.get(0).rank() == 1 ? 0 : 1).write(inputs);
    }
  }

  /** Joined along the first axis, vectors as rows. */
  public record Vstack() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return new Concatenate(0)
          .write(inputs.stream().map(x -> x.rank() == 1 ? x.expandDims(0) : x).toList());
    }
  }

  /**
   * Parts of an axis.
   *
   * @param indicesOrSections one number: into so many equal parts; a list: where to cut
   */
  public record Split(Ints indicesOrSections, int axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      int n = x.dim(axis);
      var cuts = new ArrayList<Integer>();
      if (indicesOrSections.single()) {
        int parts = indicesOrSections.get();
        if (parts < 1 || n % parts != 0) {
          throw new IllegalArgumentException(
              "split: axis %d of %s cannot be split into %d equal parts"
                  .formatted(axis, x.shape(), parts));
        }
        for (int i = 1; i < parts; i++) {
          cuts.add(i * (n / parts));
        }
      } else {
        cuts.addAll(indicesOrSections.values());
      }
      cuts.add(n);
      var out = new ArrayList<Value>();
      int from = 0;
      for (int cut : cuts) {
        int to = Math.min(n, cut < 0 ? cut + n : cut);
        out.add(x.slice(axis, from, Math.max(from, to)));
        from = to;
      }
      return out;
    }
  }

  /** The entries of an axis, which disappears. */
  public record Unstack(java.util.Optional<Integer> num, int axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      var out = new ArrayList<Value>();
      for (int i = 0; i < x.dim(axis); i++) {
        out.add(x.slice(axis, i, i + 1).squeeze(axis));
      }
      return out;
    }
  }
}
