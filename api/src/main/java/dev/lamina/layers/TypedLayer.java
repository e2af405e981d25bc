package dev.lamina.layers;

import dev.lamina.tensor.DType;
import java.util.Optional;

/** A layer whose element type is an argument (Keras: {@code dtype}); empty: float32. */
public interface TypedLayer extends Layer {
  Optional<DType> dtype();

  @Override
  default Autocast autocast() {
    return Autocast.NONE;
  }
}
