package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.graph.op.Input;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.DType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpCasesTest {
  @Test
  void everyOpHasACase() {
    Set<Class<?>> ops = new HashSet<>();
    collect(Op.class, ops);
    ops.removeAll(List.of(Input.class, Variable.class));
    Set<Class<?>> covered = new HashSet<>();
    OpCases.all().forEach(c -> covered.add(c.op()));
    assertThat(covered).containsExactlyInAnyOrderElementsOf(ops);
  }

  private static void collect(Class<?> type, Set<Class<?>> to) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, to);
      }
    } else {
      to.add(type);
    }
  }

  @Test
  void everyCaseHoldsItsOpAndHasAName() {
    var names = new HashSet<String>();
    for (OpCase c : OpCases.all()) {
      assertThat(c.graph(DType.FLOAT32).nodes())
          .as(c.toString())
          .anyMatch(n -> n.op().getClass() == c.op());
      assertThat(names.add(c.toString())).as("name used twice: " + c).isTrue();
    }
  }
}
