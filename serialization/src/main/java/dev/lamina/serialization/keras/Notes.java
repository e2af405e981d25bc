package dev.lamina.serialization.keras;

import dev.lamina.training.ImportReport;
import java.util.ArrayList;
import java.util.List;

/** Collects what a reader changed and what it cannot read, for {@link ImportReport}. */
final class Notes {
  private final List<ImportReport.Note> changes = new ArrayList<>();
  private final List<ImportReport.Note> problems = new ArrayList<>();

  /** Something that is read in another form than the file has it. */
  void changed(String layer, String className, String what) {
    changes.add(ImportReport.Note.of(layer, className, what));
  }

  /** Something that cannot be read. */
  void problem(ImportReport.Note problem) {
    problems.add(problem);
  }

  List<ImportReport.Note> changes() {
    return changes.stream().distinct().toList();
  }

  List<ImportReport.Note> problems() {
    return problems.stream().distinct().toList();
  }
}
