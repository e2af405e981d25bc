package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_right2left;

import dev.lamina.backend.BackendException;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/** The operands of an LSTM in the library's terms; gates are in Keras' order there, too. */
final class LstmLayout {
  /** [batch, time, …] in memory, (time, batch, …) for the library. */
  final Descriptor x;

  final Descriptor y;
  final Descriptor state;
  final Descriptor bias;
  final Descriptor plainInput;
  final Descriptor plainState;
  private final Descriptor anyInput;
  private final Descriptor anyState;
  private final int direction;

  LstmLayout(Shape x, Shape state, boolean reverse, Emission e) {
    long batch = x.dim(0);
    long time = x.dim(1);
    long in = x.dim(2);
    long units = state.dim(1);
    Handles h = e.handles();
    this.x = batchMajor(batch, time, in, h);
    this.y = batchMajor(batch, time, units, h);
    this.state = h.dense(1, 1, batch, units);
    this.bias = h.dense(1, 1, 4, units);
    this.plainInput = h.dense(1, 1, in, 4, units);
    this.plainState = h.dense(1, 1, units, 4, units);
    this.anyInput = h.any(1, 1, in, 4, units);
    this.anyState = h.any(1, 1, units, 4, units);
    this.direction = reverse ? dnnl_unidirectional_right2left : dnnl_unidirectional_left2right;
  }

  private static Descriptor batchMajor(long batch, long time, long size, Handles h) {
    return h.strided(
        DType.FLOAT32, new long[] {time, batch, size}, new long[] {size, time * size, 1});
  }

  Optional<PrimitiveDescriptor> forward(boolean training, Emission e) {
    return e.handles()
        .describe(
            (pd, engine, attributes) ->
                dnnl_lstm_forward_primitive_desc_create(
                    pd,
                    engine,
                    training ? dnnl_forward_training : dnnl_forward_inference,
                    direction,
                    x.handle(),
                    state.handle(),
                    state.handle(),
                    anyInput.handle(),
                    anyState.handle(),
                    null,
                    null,
                    bias.handle(),
                    y.handle(),
                    state.handle(),
                    state.handle(),
                    0,
                    attributes));
  }

  PrimitiveDescriptor backward(PrimitiveDescriptor forward, Emission e) {
    return e.handles()
        .describe(
            (pd, engine, attributes) ->
                dnnl_lstm_backward_primitive_desc_create(
                    pd,
                    engine,
                    dnnl_backward,
                    direction,
                    x.handle(),
                    state.handle(),
                    state.handle(),
                    anyInput.handle(),
                    anyState.handle(),
                    null,
                    null,
                    bias.handle(),
                    y.handle(),
                    state.handle(),
                    state.handle(),
                    x.handle(),
                    state.handle(),
                    state.handle(),
                    anyInput.handle(),
                    anyState.handle(),
                    null,
                    null,
                    bias.handle(),
                    y.handle(),
                    state.handle(),
                    state.handle(),
                    0,
                    forward.handle(),
                    attributes))
        .orElseThrow(() -> new BackendException("native: no LSTM gradient for its forward pass"));
  }
}
