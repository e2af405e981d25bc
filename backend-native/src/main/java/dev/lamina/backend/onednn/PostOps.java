package dev.lamina.backend.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** Elementwise operations that a primitive does on its result before it stores it. */
final class PostOps {
  private sealed interface Entry {}

  /** f(x), with the library's parameters alpha and beta. */
  record Eltwise(int algorithm, double alpha, double beta) implements Entry {}

  /** x op operand. */
  record Binary(int algorithm, Descriptor descriptor, Place operand) implements Entry {}

  private final List<Entry> entries = new ArrayList<>();

  PostOps eltwise(int algorithm, double alpha, double beta) {
    entries.add(new Eltwise(algorithm, alpha, beta));
    return this;
  }

  PostOps binary(int algorithm, Descriptor descriptor, Place operand) {
    entries.add(new Binary(algorithm, descriptor, operand));
    return this;
  }

  /** Whether an eltwise primitive can do all of it: one function, then operands. */
  boolean isEltwiseThenBinary() {
    return !entries.isEmpty()
        && entries.get(0) instanceof Eltwise
        && entries.subList(1, entries.size()).stream().allMatch(e -> e instanceof Binary);
  }

  /** The first entry, which must be a function. */
  Eltwise first() {
    return (Eltwise) entries.get(0);
  }

  /** All but the first. */
  PostOps rest() {
    var rest = new PostOps();
    rest.entries.addAll(entries.subList(1, entries.size()));
    return rest;
  }

  void addTo(dnnl_primitive_attr attributes) {
    if (entries.isEmpty()) {
      return;
    }
    var ops = new dnnl_post_ops();
    OneDnn.check("post_ops_create", dnnl.dnnl_post_ops_create(ops));
    try {
      for (Entry e : entries) {
        if (e instanceof Eltwise f) {
          OneDnn.check(
              "post_ops_append_eltwise",
              dnnl.dnnl_post_ops_append_eltwise(
                  ops, f.algorithm(), (float) f.alpha(), (float) f.beta()));
        } else if (e instanceof Binary b) {
          OneDnn.check(
              "post_ops_append_binary",
              dnnl.dnnl_post_ops_append_binary(ops, b.algorithm(), b.descriptor().handle()));
        }
      }
      OneDnn.check(
          "primitive_attr_set_post_ops", dnnl.dnnl_primitive_attr_set_post_ops(attributes, ops));
    } finally {
      dnnl.dnnl_post_ops_destroy(ops);
    }
  }

  /** Adds the operands to a call's arguments. */
  void bind(Call call) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Binary b) {
        int index = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (i + 1) | dnnl.DNNL_ARG_SRC_1;
        call.in(index, b.descriptor(), b.operand());
      }
    }
  }
}
