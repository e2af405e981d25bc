package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): momentum whose update is made
 * orthogonal by Newton-Schulz iterations x' = a x + (b x xᵀ + c (x xᵀ)²) x; w - lr √max(rows,
 * columns) rmsRate x. Only for matrices; everything else is updated by {@link AdamW}.
 *
 * @param excludeLayers regular expressions; matrices whose path holds one of them go to AdamW
 * @param muonA coefficient of the iterations, as are {@code muonB} and {@code muonC}
 * @param adamLrRatio AdamW's learning rate, relative to Muon's
 * @param nsSteps number of iterations
 * @param excludeEmbeddings matrices with "embedding" in their path go to AdamW
 * @param adamWeightDecay decay of what AdamW updates; that of the options is Muon's
 * @param rmsRate brings updates to the size of Adam's (arXiv:2502.16982); empty: lr x is the update
 */
@RecordBuilder
public record Muon(
    LearningRate learningRate,
    OptimizerOptions options,
    double adamBeta1,
    double adamBeta2,
    double epsilon,
    List<String> excludeLayers,
    double muonA,
    double muonB,
    double muonC,
    double adamLrRatio,
    double momentum,
    int nsSteps,
    boolean nesterov,
    boolean excludeEmbeddings,
    OptionalDouble adamWeightDecay,
    OptionalDouble rmsRate)
    implements Optimizer, MuonBuilder.With {
  public Muon {
    excludeLayers = List.copyOf(excludeLayers);
    Argument.decayRate("Muon", "adamBeta1", adamBeta1);
    Argument.decayRate("Muon", "adamBeta2", adamBeta2);
    Argument.notNegative("Muon", "epsilon", epsilon);
    Argument.notNegative("Muon", "nsSteps", nsSteps);
  }

  /** Keras' default learning rate, 0.001. */
  public static Muon of() {
    return of(0.001);
  }

  public static Muon of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Muon of(LearningRate learningRate) {
    return new Muon(
        learningRate,
        OptimizerOptions.none().withWeightDecay(0.004),
        0.9,
        0.999,
        1e-7,
        List.of(),
        3.4445,
        -4.775,
        2.0315,
        1,
        0.95,
        5,
        true,
        true,
        OptionalDouble.of(0.004),
        OptionalDouble.of(0.2));
  }

  private boolean usesAdam(String path, Shape weight) {
    return weight.rank() != 2
        || (excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding"))
        || excludeLayers.stream().anyMatch(p -> Pattern.compile(p).matcher(path).find());
  }

  @Override
  public OptionalDouble weightDecay(String path, Shape weight) {
    return usesAdam(path, weight) ? adamWeightDecay : options.weightDecay();
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    return usesAdam(slots.path(), weight.shape())
        ? adam(slots, weight, gradient)
        : muon(slots, weight, gradient);
  }

  private Value adam(Slots slots, Value weight, Value gradient) {
    Value m = slots.get("momentum");
    Value v = slots.get("velocity");
    Value mean = m.plus(gradient.minus(m).times(1 - adamBeta1));
    Value velocity = v.plus(gradient.square().minus(v).times(1 - adamBeta2));
    slots.set("momentum", mean);
    slots.set("velocity", velocity);
    Value alpha =
        slots
            .learningRate()
            .times(adamLrRatio)
            .times(AdamRule.power(adamBeta2, slots).rsub(1).sqrt())
            .div(AdamRule.power(adamBeta1, slots).rsub(1));
    return weight.minus(mean.times(alpha).div(velocity.sqrt().plus(epsilon)));
  }

  private Value muon(Slots slots, Value weight, Value gradient) {
    Value m = slots.get("momentum");
    Value next = m.plus(gradient.plus(m.times(momentum - 1)));
    slots.set("momentum", next);
    Value direction = nesterov ? gradient.plus(next.times(momentum)) : next;
    Value update = orthogonal(direction).times(slots.learningRate());
    int longer = Math.max(weight.dim(0), weight.dim(1));
    if (rmsRate.isPresent()) {
      update = update.times(Math.sqrt(longer)).times(rmsRate.getAsDouble());
    }
    return weight.minus(update);
  }

  private Value orthogonal(Value g) {
    boolean tall = g.dim(0) > g.dim(1);
    Value x = tall ? g.transpose(1, 0) : g;
    x = x.div(x.square().sum().sqrt().plus(1e-7));
    for (int i = 0; i < nsSteps; i++) {
      Value a = x.matmul(x, false, true);
      Value b = a.times(muonB).plus(a.times(muonC).matmul(a));
      x = x.times(muonA).plus(b.matmul(x));
    }
    return tall ? x.transpose(1, 0) : x;
  }
}
