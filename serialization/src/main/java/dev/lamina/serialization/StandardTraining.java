package dev.lamina.serialization;

import dev.lamina.losses.BinaryCrossentropy;
import dev.lamina.losses.BinaryFocalCrossentropy;
import dev.lamina.losses.CTC;
import dev.lamina.losses.CategoricalCrossentropy;
import dev.lamina.losses.CategoricalFocalCrossentropy;
import dev.lamina.losses.CategoricalGeneralizedCrossEntropy;
import dev.lamina.losses.CategoricalHinge;
import dev.lamina.losses.Circle;
import dev.lamina.losses.CosineSimilarity;
import dev.lamina.losses.Dice;
import dev.lamina.losses.Hinge;
import dev.lamina.losses.Huber;
import dev.lamina.losses.KLDivergence;
import dev.lamina.losses.LogCosh;
import dev.lamina.losses.Loss;
import dev.lamina.losses.MeanAbsoluteError;
import dev.lamina.losses.MeanAbsolutePercentageError;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.MeanSquaredLogarithmicError;
import dev.lamina.losses.Poisson;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.losses.SquaredHinge;
import dev.lamina.losses.Tversky;
import dev.lamina.optimizers.Adadelta;
import dev.lamina.optimizers.Adafactor;
import dev.lamina.optimizers.Adagrad;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.AdamW;
import dev.lamina.optimizers.Adamax;
import dev.lamina.optimizers.Ftrl;
import dev.lamina.optimizers.Lamb;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.Lion;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.MultiOptimizer;
import dev.lamina.optimizers.Muon;
import dev.lamina.optimizers.Nadam;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerMap;
import dev.lamina.optimizers.RMSprop;
import dev.lamina.optimizers.SGD;
import dev.lamina.optimizers.ScheduleFreeAdamW;
import dev.lamina.optimizers.schedules.CosineDecay;
import dev.lamina.optimizers.schedules.CosineDecayRestarts;
import dev.lamina.optimizers.schedules.ExponentialDecay;
import dev.lamina.optimizers.schedules.InverseTimeDecay;
import dev.lamina.optimizers.schedules.PiecewiseConstantDecay;
import dev.lamina.optimizers.schedules.PolynomialDecay;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras' losses, optimizers and schedules that Lamina has; for metrics see {@link StandardMetrics}.
 */
final class StandardTraining {
  private static final String LOSSES = "keras.losses";
  private static final String OPTIMIZERS = "keras.optimizers";
  private static final String SCHEDULES = "keras.optimizers.schedules";

  private StandardTraining() {}

  static List<KerasClass> all() {
    var all = new ArrayList<KerasClass>();
    StandardClasses.addAll(
        all,
        Loss.class,
        LOSSES,
        List.of(
            BinaryCrossentropy.class,
            BinaryFocalCrossentropy.class,
            CategoricalCrossentropy.class,
            CategoricalFocalCrossentropy.class,
            CategoricalGeneralizedCrossEntropy.class,
            CTC.class,
            CategoricalHinge.class,
            Circle.class,
            Dice.class,
            Hinge.class,
            KLDivergence.class,
            LogCosh.class,
            MeanAbsoluteError.class,
            MeanAbsolutePercentageError.class,
            MeanSquaredError.class,
            MeanSquaredLogarithmicError.class,
            Poisson.class,
            SparseCategoricalCrossentropy.class,
            SquaredHinge.class,
            Tversky.class));
    // Keras' own configs lose these arguments.
    all.add(
        KerasClass.of(Loss.class, Huber.class, LOSSES)
            .optional("delta", Json.NODES.numberNode(1.0)));
    all.add(
        KerasClass.of(Loss.class, CosineSimilarity.class, LOSSES)
            .optional("axis", Json.NODES.numberNode(-1)));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            Adadelta.class,
            Adafactor.class,
            Adagrad.class,
            Adam.class,
            AdamW.class,
            Adamax.class,
            Ftrl.class,
            Lamb.class,
            Lion.class,
            Muon.class,
            Nadam.class,
            RMSprop.class,
            SGD.class,
            ScheduleFreeAdamW.class)) {
      // Keras' own configs lose what is excluded.
      all.add(
          KerasClass.of(Optimizer.class, c, OPTIMIZERS)
              .optional("exclude_from_weight_decay", Json.NODES.arrayNode()));
    }
    all.add(KerasClass.of(Optimizer.class, LossScaleOptimizer.class, OPTIMIZERS));
    all.add(
        KerasClass.of(Optimizer.class, MultiOptimizer.class, OPTIMIZERS)
            .order("optimizer_map loss_scale_factor name"));
    all.add(KerasClass.of(OptimizerMap.class, OptimizerMap.class, OPTIMIZERS));
    all.add(
        schedule(CosineDecay.class, "CosineDecay", "initial_learning_rate decay_steps alpha name"));
    all.add(
        schedule(
            CosineDecayRestarts.class,
            "SGDRDecay",
            "initial_learning_rate first_decay_steps t_mul m_mul alpha name"));
    all.add(
        schedule(
            ExponentialDecay.class,
            "ExponentialDecay",
            "initial_learning_rate decay_steps decay_rate staircase name"));
    all.add(
        schedule(
            InverseTimeDecay.class,
            "InverseTimeDecay",
            "initial_learning_rate decay_steps decay_rate staircase name"));
    all.add(schedule(PiecewiseConstantDecay.class, "PiecewiseConstant", "boundaries values name"));
    all.add(
        schedule(
            PolynomialDecay.class,
            "PolynomialDecay",
            "initial_learning_rate decay_steps end_learning_rate power cycle name"));
    return all;
  }

  /** Schedules carry a name in the middle of their config, which nothing depends on. */
  private static KerasClass schedule(Class<? extends Record> type, String name, String keys) {
    return KerasClass.of(LearningRate.class, type, SCHEDULES)
        .order(keys)
        .ignored("name", Json.NODES.stringNode(name));
  }
}
