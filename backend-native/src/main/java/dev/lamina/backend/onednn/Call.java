package dev.lamina.backend.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** A primitive and its arguments, under construction. */
final class Call {
  private final Emission emission;
  private final String name;
  private final PrimitiveDescriptor primitive;
  private final List<PrimitiveStep.Argument> arguments = new ArrayList<>();

  Call(Emission emission, String name, PrimitiveDescriptor primitive) {
    this.emission = emission;
    this.name = name;
    this.primitive = primitive;
  }

  Call in(int index, Descriptor descriptor, Place place) {
    arguments.add(new PrimitiveStep.Argument(index, descriptor, place, false));
    return this;
  }

  Call out(int index, Descriptor descriptor, Place place) {
    arguments.add(new PrimitiveStep.Argument(index, descriptor, place, true));
    return this;
  }

  Call postOps(PostOps ops) {
    ops.bind(this);
    return this;
  }

  /** Adds the step to the plan, with its scratch memory. */
  void emit() {
    Descriptor scratchpad = primitive.scratchpad();
    if (scratchpad.bytes() > 0) {
      out(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad, emission.temporary(scratchpad.bytes()));
    }
    emission.add(
        new PrimitiveStep(
            name + " " + primitive.implementation(),
            emission.handles().primitive(primitive),
            arguments));
  }
}
