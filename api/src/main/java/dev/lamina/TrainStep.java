package dev.lamina;

import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.tensor.Shape;
import java.util.List;

/**
 * What one step of {@code fit} does with a batch, in place of Keras' overridden {@code train_step}.
 * It writes graph, once per batch size: the whole step stays one program. The usual step is
 *
 * <pre>{@code
 * step -> {
 *   List<Value> outputs = step.call(step.x());
 *   Value loss = step.loss(outputs);
 *   step.apply(step.gradients(loss, step.weights()));
 *   step.report(loss, outputs);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface TrainStep {
  void write(Step step);

  /** The batch, the model and its compile settings, as values of the step's graph. */
  interface Step {
    /** The batch, one value per input of the model. */
    List<Value> x();

    /** The targets, one value per output. */
    List<Value> y();

    /** The model's outputs in training mode; it may be called several times. */
    List<Value> call(List<Value> x);

    /** The only output of a model with one input. */
    default Value call(Value x) {
      return call(List.of(x)).get(0);
    }

    /** The only output of another model in inference mode, such as a teacher. */
    Value infer(Model other, Value x);

    /**
     * The compiled losses of the outputs of a {@link #call} with their weights, sample weights and
     * masks, and what layers added: a scalar.
     */
    Value loss(List<Value> outputs);

    /** The weights to train; known after the model was called. */
    List<Value> weights();

    /** The gradients of a scalar with respect to weights or any other values. */
    default List<Value> gradients(Value loss, List<Value> of) {
      return Autodiff.gradients(loss, of);
    }

    /** The compiled optimizer's update; one gradient for each of {@link #weights}. */
    void apply(List<Value> gradients);

    /** Logs the loss and updates the compiled metrics, for the outputs of a {@link #call}. */
    void report(Value loss, List<Value> outputs);

    /** Logs a scalar's mean over the epoch's samples under a name of its own. */
    void log(String name, Value scalar);

    /** Uniform float32 numbers in [0, 1), new ones for every call and every step. */
    Value random(Shape shape);
  }
}
