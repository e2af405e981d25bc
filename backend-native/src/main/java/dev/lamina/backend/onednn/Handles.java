package dev.lamina.backend.onednn;

import dev.lamina.backend.BackendException;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Makes the library's objects and destroys them together, in reverse order. */
final class Handles implements AutoCloseable {
  /** A call that fills in a primitive descriptor and returns the library's status. */
  interface Creation {
    int call(dnnl_primitive_desc result, dnnl_engine engine, dnnl_primitive_attr attributes);
  }

  private final dnnl_engine engine;
  private final Deque<Runnable> made = new ArrayDeque<>();
  private final Cleaner.Cleanable all;

  Handles(Allocator allocator, OneDnn oneDnn) {
    this.engine = oneDnn.engine();
    Deque<Runnable> undo = made;
    this.all = allocator.onClose(this, () -> undo.forEach(Runnable::run));
  }

  /** A plain row-major layout. */
  Descriptor dense(DType dtype, Shape shape) {
    long[] dims = dims(shape);
    return strided(dtype, dims, strides(dims));
  }

  /** A plain row-major float32 layout. */
  Descriptor dense(long... dims) {
    return strided(DType.FLOAT32, dims, strides(dims));
  }

  Descriptor strided(DType dtype, long[] dims, long[] strides) {
    var d = new dnnl_memory_desc();
    OneDnn.check(
        "memory_desc_create_with_strides",
        dnnl.dnnl_memory_desc_create_with_strides(d, dims.length, dims, type(dtype), strides));
    return own(d);
  }

  /** A float32 layout that the primitive chooses. */
  Descriptor any(long... dims) {
    var d = new dnnl_memory_desc();
    OneDnn.check(
        "memory_desc_create_with_tag",
        dnnl.dnnl_memory_desc_create_with_tag(
            d, dims.length, dims, dnnl.dnnl_f32, dnnl.dnnl_format_tag_any));
    return own(d);
  }

  private Descriptor own(dnnl_memory_desc d) {
    made.push(() -> dnnl.dnnl_memory_desc_destroy(d));
    return new Descriptor(d, dnnl.dnnl_memory_desc_get_size(d));
  }

  /** Empty if the library has no implementation. */
  Optional<PrimitiveDescriptor> describe(Creation creation) {
    return describe(creation, new PostOps());
  }

  /** Empty if the library has no implementation. */
  Optional<PrimitiveDescriptor> describe(Creation creation, PostOps postOps) {
    var result = new dnnl_primitive_desc();
    var attributes = new dnnl_primitive_attr();
    OneDnn.check("primitive_attr_create", dnnl.dnnl_primitive_attr_create(attributes));
    try {
      OneDnn.check(
          "primitive_attr_set_scratchpad_mode",
          dnnl.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl.dnnl_scratchpad_mode_user));
      postOps.addTo(attributes);
      int status = creation.call(result, engine, attributes);
      if (status == dnnl.dnnl_unimplemented) {
        return Optional.empty();
      }
      OneDnn.check("primitive_desc_create", status);
    } finally {
      dnnl.dnnl_primitive_attr_destroy(attributes);
    }
    made.push(() -> dnnl.dnnl_primitive_desc_destroy(result));
    return Optional.of(new PrimitiveDescriptor(result));
  }

  dnnl_primitive primitive(PrimitiveDescriptor descriptor) {
    var p = new dnnl_primitive();
    OneDnn.check("primitive_create", dnnl.dnnl_primitive_create(p, descriptor.handle()));
    made.push(() -> dnnl.dnnl_primitive_destroy(p));
    return p;
  }

  dnnl_stream stream() {
    var s = new dnnl_stream();
    OneDnn.check(
        "stream_create", dnnl.dnnl_stream_create(s, engine, dnnl.dnnl_stream_default_flags));
    made.push(() -> dnnl.dnnl_stream_destroy(s));
    return s;
  }

  dnnl_memory memory(Descriptor descriptor, Pointer at) {
    var m = new dnnl_memory();
    OneDnn.check("memory_create", dnnl.dnnl_memory_create(m, descriptor.handle(), engine, at));
    made.push(() -> dnnl.dnnl_memory_destroy(m));
    return m;
  }

  private static int type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> dnnl.dnnl_f32;
      case INT32 -> dnnl.dnnl_s32;
      case UINT8 -> dnnl.dnnl_u8;
      case BOOL -> dnnl.dnnl_s8;
      default -> throw new BackendException("native: no descriptor for " + dtype.keras());
    };
  }

  static long[] dims(Shape shape) {
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    return dims;
  }

  /** Row-major strides. */
  static long[] strides(long[] dims) {
    long[] strides = new long[dims.length];
    long n = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = n;
      n *= Math.max(1, dims[i]);
    }
    return strides;
  }

  @Override
  public void close() {
    all.clean();
  }
}
