package dev.lamina.serialization;

import dev.lamina.constraints.Constraint;
import dev.lamina.constraints.MaxNorm;
import dev.lamina.constraints.MinMaxNorm;
import dev.lamina.constraints.NonNeg;
import dev.lamina.constraints.UnitNorm;
import dev.lamina.initializers.Constant;
import dev.lamina.initializers.GlorotNormal;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.HeNormal;
import dev.lamina.initializers.HeUniform;
import dev.lamina.initializers.Identity;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.LecunNormal;
import dev.lamina.initializers.LecunUniform;
import dev.lamina.initializers.Ones;
import dev.lamina.initializers.Orthogonal;
import dev.lamina.initializers.RandomNormal;
import dev.lamina.initializers.RandomUniform;
import dev.lamina.initializers.STFT;
import dev.lamina.initializers.TruncatedNormal;
import dev.lamina.initializers.VarianceScaling;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.L1;
import dev.lamina.regularizers.L1L2;
import dev.lamina.regularizers.L2;
import dev.lamina.regularizers.OrthogonalRegularizer;
import dev.lamina.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;

/** Keras' classes that Lamina has, and where their configs differ from the records. */
final class StandardClasses {
  private static final String CONSTRAINTS = "keras.constraints";

  private StandardClasses() {}

  static List<KerasClass> all() {
    var all = new ArrayList<>(StandardLayers.all());
    addAll(
        all,
        Initializer.class,
        "keras.initializers",
        List.of(
            Constant.class,
            GlorotNormal.class,
            GlorotUniform.class,
            HeNormal.class,
            HeUniform.class,
            LecunNormal.class,
            LecunUniform.class,
            Ones.class,
            Orthogonal.class,
            RandomNormal.class,
            RandomUniform.class,
            STFT.class,
            TruncatedNormal.class,
            VarianceScaling.class,
            Zeros.class));
    all.add(
        KerasClass.of(Initializer.class, Identity.class, "keras.initializers")
            .optional("gain", Json.NODES.numberNode(1.0)));
    addAll(
        all,
        Regularizer.class,
        "keras.regularizers",
        List.of(L1.class, L2.class, L1L2.class, OrthogonalRegularizer.class));
    addAll(all, Constraint.class, CONSTRAINTS, List.of(NonNeg.class));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(MaxNorm.class, MinMaxNorm.class, UnitNorm.class)) {
      all.add(KerasClass.of(Constraint.class, c, CONSTRAINTS).single("axis"));
    }
    all.addAll(StandardTraining.all());
    all.addAll(StandardMetrics.all());
    return all;
  }

  static void addAll(
      List<KerasClass> all, Class<?> kind, String module, List<Class<? extends Record>> types) {
    types.forEach(t -> all.add(KerasClass.of(kind, t, module)));
  }
}
