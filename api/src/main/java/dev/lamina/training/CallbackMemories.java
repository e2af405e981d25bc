package dev.lamina.training;

import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Resumable;
import dev.lamina.callbacks.Snapshot;
import dev.lamina.callbacks.Training;
import java.util.ArrayList;
import java.util.List;

/**
 * What the callbacks of a training remember: those that are {@link Resumable}, in their order.
 * Others may come and go between an interruption and the next start.
 */
final class CallbackMemories {
  private static final String NAME = "name";
  private static final String STATE = "state";
  private static final String ALL = "all";

  private CallbackMemories() {}

  static Snapshot snapshot(List<Callback> callbacks) {
    Snapshot all = Snapshot.empty();
    int i = 0;
    for (Callback c : callbacks) {
      if (c instanceof Resumable r) {
        all =
            all.with(
                String.valueOf(i++),
                Snapshot.empty().with(NAME, name(c)).with(STATE, r.snapshot()));
      }
    }
    return all;
  }

  private static String name(Callback c) {
    return c.getClass().getSimpleName();
  }

  static List<String> names(List<Callback> callbacks) {
    return callbacks.stream()
        .filter(c -> c instanceof Resumable)
        .map(CallbackMemories::name)
        .toList();
  }

  static List<String> names(Snapshot saved) {
    var out = new ArrayList<String>();
    while (saved.has(out.size() + "/" + NAME)) {
      out.add(saved.text(out.size() + "/" + NAME));
    }
    return out;
  }

  /** Tells all of them that training goes on. */
  static void restore(List<Callback> callbacks, Training training, Snapshot saved) {
    int i = 0;
    for (Callback c : callbacks) {
      if (c instanceof Resumable r) {
        r.onTrainResume(training, saved.below(i++ + "/" + STATE));
      } else {
        c.onTrainBegin(training);
      }
    }
  }

  /** How many of those that remember have seen an event that the first {@code seen} have seen. */
  static String seen(List<Callback> callbacks, int seen) {
    return seen >= callbacks.size()
        ? ALL
        : String.valueOf(names(callbacks.subList(0, seen)).size());
  }

  /** The number of callbacks, of which the last is the one that {@link #seen} counted last. */
  static int behind(List<Callback> callbacks, String seen) {
    if (seen.equals(ALL)) {
      return Integer.MAX_VALUE;
    }
    int left = Integer.parseInt(seen);
    int at = 0;
    while (left > 0 && at < callbacks.size()) {
      left -= callbacks.get(at++) instanceof Resumable ? 1 : 0;
    }
    return at;
  }
}
