package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.TruncatedNormal;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * Divides the kernel of a layer by its largest singular value σ in every training step (Miyato et
 * al. 2018, arXiv:1802.05957): the kernel itself is overwritten. σ = v W uᵀ for the kernel as a
 * matrix W: [rest, out], where u: [1, out] is kept from step to step and {@code powerIterations}
 * times v = u Wᵀ / ‖u Wᵀ‖, u = v W / ‖v W‖.
 *
 * <p>x: as the layer's -> as the layer's, in the dtype of x: Keras makes integers of the rows of an
 * {@link Embedding}, too.
 *
 * @param layer one with a {@code kernel} or {@code embeddings}
 */
@RecordBuilder
public record SpectralNormalization(Layer layer, int powerIterations)
    implements Layer, SpectralNormalizationBuilder.With {
  private static final Set<String> NORMALIZED = Set.of("kernel", "embeddings");

  public SpectralNormalization {
    Check.positive("SpectralNormalization", "powerIterations", powerIterations);
  }

  public static SpectralNormalization of(Layer layer) {
    return new SpectralNormalization(layer, 1);
  }

  /** The kernel counts as the wrapper's own weight. */
  @Override
  public int weightGroup(String name, boolean trainable) {
    boolean own = NORMALIZED.contains(name.substring(name.lastIndexOf('/') + 1));
    return own && name.indexOf('/') == name.lastIndexOf('/') && name.contains("/")
        ? 0
        : Layer.super.weightGroup(name, trainable);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Configured inner = Configured.of(layer);
    String name = inner.name().orElse(Names.snake(inner.kerasName()));
    var normalized = new Normalized(scope);
    Value y = scope.call(name, inner.with(normalized), x);
    Check.that(
        normalized.found,
        "%s (SpectralNormalization): the layer '%s' (%s) has no kernel or embeddings",
        scope.path(),
        name,
        inner.kerasName());
    return y.cast(x.dtype());
  }

  /** The layer, seeing the normalized kernel. */
  private final class Normalized implements Layer {
    private final Scope outer;
    private boolean found;

    Normalized(Scope outer) {
      this.outer = outer;
    }

    @Override
    public String kerasName() {
      return layer.kerasName();
    }

    @Override
    public Autocast autocast() {
      return layer.autocast();
    }

    @Override
    public Value apply(Scope scope, Value x) {
      Layer inner = Configured.of(layer).layer();
      return inner.apply(new ScopeFilter(scope, this::weight), x);
    }

    private Value weight(Scope scope, WeightSpec spec) {
      Value kernel = scope.weight(spec);
      if (!NORMALIZED.contains(spec.name())) {
        return kernel;
      }
      found = true;
      Value u =
          outer.weight(
              WeightSpec.state("vector_u", Shape.of(1, kernel.dim(-1)), TruncatedNormal.of(0, 0.02))
                  .ofType(spec.dtype()));
      if (!outer.training()) {
        return kernel;
      }
      Value[] next = normalize(kernel, u);
      scope.update(kernel, next[0]);
      outer.update(u, next[1]);
      return scope.weight(spec);
    }
  }

  /** The new kernel and vector; a kernel of zeros stays as it is. */
  private Value[] normalize(Value kernel, Value start) {
    Value w = kernel.reshape(kernel.shape().range(0, kernel.rank() - 1).intSize(), kernel.dim(-1));
    Value u = start;
    Value v = start;
    for (int i = 0; i < powerIterations; i++) {
      v = unit(u.matmul(w, false, true));
      u = unit(v.matmul(w));
    }
    Value sigma = v.matmul(w).matmul(u, false, true).reshape(Shape.scalar());
    Value zero = kernel.abs().reshape(Shape.of(kernel.shape().intSize())).maxOver(0).eq(0);
    return new Value[] {zero.select(kernel, kernel.div(sigma)), zero.select(start, u)};
  }

  private static Value unit(Value x) {
    return x.times(x.square().sum().max(1e-24).rsqrt());
  }
}
