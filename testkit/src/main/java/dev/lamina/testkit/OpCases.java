package dev.lamina.testkit;

import java.util.ArrayList;
import java.util.List;

/** The table of cases: at least one for every op. */
public final class OpCases {
  private OpCases() {}

  /** All cases, primitives first. */
  public static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    all.addAll(ElementwiseCases.all());
    all.addAll(ReductionCases.all());
    all.addAll(StructureCases.all());
    all.addAll(IndexingCases.all());
    all.addAll(MatMulCases.all());
    all.addAll(ConvolutionCases.all());
    all.addAll(PoolingCases.all());
    all.addAll(RecurrentCases.all());
    all.addAll(CompositeCases.all());
    all.addAll(UpdateCases.all());
    all.addAll(LargeCases.all());
    return List.copyOf(all);
  }
}
