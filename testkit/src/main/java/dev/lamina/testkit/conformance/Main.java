package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.testkit.conformance.CaseResult.Failed;
import dev.lamina.testkit.conformance.CaseResult.Passed;
import dev.lamina.testkit.conformance.CaseResult.Unsupported;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Command line of the conformance suite: {@code [--backend NAME] [--only TEXT] [--verbose] DIR}.
 * Prints a table of groups, every failure, and as its last line the totals.
 */
public final class Main {
  private Optional<String> backend = Optional.empty();
  private String only = "";
  private boolean verbose;
  private Optional<Path> dir = Optional.empty();

  private Main() {}

  /** Exits with 1 if a case failed, with 2 if the arguments are wrong. */
  public static void main(String[] args) throws IOException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var main = new Main();
    if (!main.parse(args)) {
      out.println("usage: conformance [--backend NAME] [--only TEXT] [--verbose] DIR");
      System.exit(2);
    }
    System.exit(main.run(out) ? 0 : 1);
  }

  private boolean parse(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean more = i + 1 < args.length;
      if (args[i].equals("--backend") && more) {
        backend = Optional.of(args[++i]);
      } else if (args[i].equals("--only") && more) {
        only = args[++i];
      } else if (args[i].equals("--verbose")) {
        verbose = true;
      } else if (!args[i].startsWith("--") && dir.isEmpty()) {
        dir = Optional.of(Path.of(args[i]));
      } else {
        return false;
      }
    }
    return dir.isPresent();
  }

  private boolean run(PrintStream out) throws IOException {
    Backend engine = backend.map(Backends::get).orElseGet(Backends::get);
    out.println("backend: " + engine.name());
    Map<String, int[]> groups = new LinkedHashMap<>();
    var totals = new int[3];
    for (Path folder : ConformanceSuite.folders(dir.orElseThrow())) {
      if (!folder.toString().contains(only)) {
        continue;
      }
      CaseResult r = ConformanceSuite.runCase(folder, engine);
      int column = r.outcome() instanceof Passed ? 0 : r.outcome() instanceof Failed ? 1 : 2;
      groups.computeIfAbsent(r.group(), g -> new int[3])[column]++;
      totals[column]++;
      if (r.outcome() instanceof Failed f) {
        out.println("FAILED " + r.id() + ": " + f.detail());
      } else if (verbose && r.outcome() instanceof Unsupported u) {
        out.println("unsupported " + r.id() + ": " + u.reason());
      } else if (verbose && r.outcome() instanceof Passed p) {
        out.println("passed %s: %.3f of the tolerance".formatted(r.id(), p.largestError()));
      }
    }
    out.println("%-16s %8s %8s %12s".formatted("group", "passed", "failed", "unsupported"));
    groups.forEach((g, n) -> out.println("%-16s %8d %8d %12d".formatted(g, n[0], n[1], n[2])));
    out.println("%d passed, %d failed, %d unsupported".formatted(totals[0], totals[1], totals[2]));
    return totals[1] == 0;
  }
}
