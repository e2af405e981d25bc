package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/**
 * An operation: static attributes (the record's components), type rule and gradient rule. The two
 * {@code permits} lists below this interface are the registry: test kits and engines enumerate
 * them.
 */
public sealed interface Op permits Primitive, Composite {

  /** The results' types, or an exception that names the op and what is wrong with its inputs. */
  List<TensorType> infer(List<TensorType> in);

  /** Vector-Jacobian product; broadcasting is undone by the caller. */
  void vjp(Node node, Vjp v);

  /** The name in printed graphs and messages: {@code MatMul} is {@code mat_mul}. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** Name and attributes, as printed: {@code reduce{SUM, [1], false}}. */
  default String describe() {
    String s = toString();
    String attributes =
        s.substring(s.indexOf('[') + 1, s.length() - 1)
            .replaceAll("(?<=^|, |\\[)[a-zA-Z0-9]+=", "");
    return attributes.isEmpty() ? name() : name() + "{" + attributes + "}";
  }
}
