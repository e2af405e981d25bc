package dev.lamina.ops.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;

/** Brings images into the form [batch, rows, columns, channels] and back. */
record Layout(DataFormat format, boolean batched) {
  /** Of one image (rank 3) or a batch (rank 4); {@code op}: for the message. */
  static Layout of(String op, DataFormat format, Value images) {
    if (images.rank() != 3 && images.rank() != 4) {
      String axes =
          format == DataFormat.CHANNELS_LAST
              ? "[rows, columns, channels]"
              : "[channels, rows, columns]";
      throw new IllegalArgumentException(
          "%s: expected images of rank 3 %s or of rank 4 with the batch first, got shape %s; reshape them first"
              .formatted(op, axes, images.shape()));
    }
    return new Layout(format, images.rank() == 4);
  }

  Value there(Value images) {
    Value x = batched ? images : images.expandDims(0);
    return format == DataFormat.CHANNELS_LAST ? x : x.transpose(0, 2, 3, 1);
  }

  Value back(Value y) {
    Value x = format == DataFormat.CHANNELS_LAST ? y : y.transpose(0, 3, 1, 2);
    return batched ? x : x.squeeze(0);
  }
}
