package dev.lamina.backend.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** Shape, element type and layout of a primitive's operand, and the bytes it takes. */
record Descriptor(dnnl_memory_desc handle, long bytes) {}
