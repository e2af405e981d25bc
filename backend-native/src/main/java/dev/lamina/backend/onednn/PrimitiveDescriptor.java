package dev.lamina.backend.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A primitive with its operands' layouts chosen. */
record PrimitiveDescriptor(dnnl_primitive_desc handle) {
  /** The layout of an operand; {@code what} is one of the library's query numbers. */
  Descriptor layout(int what, int index) {
    dnnl_memory_desc d = dnnl.dnnl_primitive_desc_query_md(handle, what, index);
    return new Descriptor(d, dnnl.dnnl_memory_desc_get_size(d));
  }

  Descriptor source() {
    return layout(dnnl.dnnl_query_src_md, 0);
  }

  Descriptor weights() {
    return layout(dnnl.dnnl_query_weights_md, 0);
  }

  Descriptor scratchpad() {
    return layout(dnnl.dnnl_query_scratchpad_md, 0);
  }

  /** The library's name of the implementation; those that begin with "ref" are slow. */
  String implementation() {
    try (PointerPointer<BytePointer> out = new PointerPointer<>(1)) {
      OneDnn.check(
          "primitive_desc_query",
          dnnl.dnnl_primitive_desc_query(handle, dnnl.dnnl_query_impl_info_str, 0, out));
      return out.get(BytePointer.class, 0).getString();
    }
  }

  boolean isReference() {
    return implementation().startsWith("ref");
  }
}
