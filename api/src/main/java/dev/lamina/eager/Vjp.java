package dev.lamina.eager;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of an operation, itself an operation: so gradients have gradients. Inputs: those of
 * the operation, then the gradients of its results. Results: the gradients of the inputs.
 *
 * @param has which results have a gradient
 * @param wants which inputs' gradients are asked for
 */
record Vjp(Operation of, List<Integer> has, List<Integer> wants) implements Operation {
  @Override
  public List<Value> write(List<Value> inputs) {
    int own = inputs.size() - has.size();
    List<Value> results = of.write(inputs.subList(0, own));
    List<Value> outputs = has.stream().map(results::get).toList();
    List<Value> wrt = wants.stream().map(inputs::get).toList();
    List<Optional<Value>> gradients =
        Autodiff.gradients(outputs, inputs.subList(own, inputs.size()), wrt);
    var out = new ArrayList<Value>();
    for (int i = 0; i < wrt.size(); i++) {
      Value of = wrt.get(i);
      out.add(gradients.get(i).orElseGet(() -> Value.zeros(of.type())));
    }
    return out;
  }

  @Override
  public String kerasName() {
    return "gradient of " + of.kerasName();
  }
}
