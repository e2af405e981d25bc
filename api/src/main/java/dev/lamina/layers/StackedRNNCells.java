package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Cells on top of each other as one cell: each takes the output of the one before it. States: those
 * of all cells, one after the other.
 *
 * @param cells a {@link Cell} each, with or without names
 */
@RecordBuilder
public record StackedRNNCells(List<Layer> cells) implements Cell, StackedRNNCellsBuilder.With {
  public StackedRNNCells {
    Check.that(!cells.isEmpty(), "StackedRNNCells: expected at least one cell, got none");
    cells.forEach(c -> Cell.of("StackedRNNCells", c));
    cells = List.copyOf(cells);
  }

  public static StackedRNNCells of(Layer... cells) {
    return new StackedRNNCells(List.of(cells));
  }

  private Cell cell(int i) {
    return Cell.of("StackedRNNCells", cells.get(i));
  }

  @Override
  public List<Shape> stateShapes(Shape x) {
    var out = new ArrayList<Shape>();
    Shape in = x;
    for (int i = 0; i < cells.size(); i++) {
      out.addAll(cell(i).stateShapes(in));
      in = cell(i).outputShape(in);
    }
    return List.copyOf(out);
  }

  @Override
  public Shape outputShape(Shape x) {
    Shape out = x;
    for (int i = 0; i < cells.size(); i++) {
      out = cell(i).outputShape(out);
    }
    return out;
  }

  @Override
  public Step step(Scope scope, Value x, List<Value> states) {
    List<String> names = names();
    var next = new ArrayList<Value>();
    Value y = x;
    int at = 0;
    for (int i = 0; i < cells.size(); i++) {
      int count = cell(i).stateShapes(y.shape()).size();
      var inputs = new ArrayList<>(List.of(y));
      inputs.addAll(states.subList(at, at + count));
      at += count;
      List<Value> out =
          scope
              .call(
                  names.get(i),
                  cells.get(i),
                  inputs,
                  Collections.nCopies(inputs.size(), Optional.empty()))
              .outputs();
      y = out.get(0);
      next.addAll(out.subList(1, out.size()));
    }
    return new Step(y, next);
  }

  /** What the cells are called in weight paths: their own names or their classes, made unique. */
  public List<String> names() {
    var out = new LinkedHashSet<String>();
    for (Layer cell : cells) {
      String base = Configured.of(cell).name().orElse(Names.snake(cell.kerasName()));
      String name = base;
      for (int i = 1; !out.add(name); i++) {
        name = base + "_" + i;
      }
    }
    return List.copyOf(out);
  }
}
