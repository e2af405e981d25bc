package dev.lamina.training;

import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.ProgbarLogger;
import dev.lamina.callbacks.Snapshot;
import dev.lamina.data.Dataset;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Place.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One call of {@code fit}: epochs and batches, what callbacks are told, and where it is, so that it
 * can be saved at any event of a callback and go on from there.
 */
final class FitLoop {
  private static final System.Logger LOG = System.getLogger(FitLoop.class.getName());

  private final Trainer trainer;
  private final Fit fit;
  private final Batches batches;
  private final StepRunner runner;
  private final TrainingHandle handle;
  private final Optional<ProgbarLogger> progress;
  private final List<Callback> callbacks;

  private Place place;
  private Map<String, Double> logs = Map.of();
  private HistoryLog history = new HistoryLog(Optional.empty());
  private int orderedFor = -1;

  FitLoop(
      Trainer trainer,
      Fit fit,
      Batches batches,
      StepRunner runner,
      TrainingHandle handle,
      Optional<ProgbarLogger> progress) {
    this.trainer = trainer;
    this.fit = fit;
    this.batches = batches;
    this.runner = runner;
    this.handle = handle;
    this.progress = progress;
    this.callbacks = new ArrayList<>(fit.callbacks());
    progress.ifPresent(callbacks::add);
    this.place = Place.before(fit.initialEpoch());
    handle.position(this::snapshot);
  }

  History run(Optional<Dataset> validation) {
    Optional<Resumption> from = Resumption.find(fit);
    if (from.isPresent()) {
      resume(from.get());
    } else {
      callbacks.forEach(c -> c.onTrainBegin(handle));
    }
    if (place.withinEpoch()) {
      epoch(validation);
    }
    while (place.epoch() + 1 < fit.epochs() && !handle.stopped()) {
      int e = place.epoch() + 1;
      place = new Place(Event.EPOCH_BEGIN, e, 0, 0);
      tell(c -> c.onEpochBegin(handle, e));
      epoch(validation);
    }
    trainer.takeAverages();
    callbacks.forEach(c -> c.onTrainEnd(handle, logs));
    return history.history();
  }

  /** Tells those callbacks of the event that have not seen it. */
  private void tell(Consumer<Callback> what) {
    for (int i = place.seen(); i < callbacks.size(); i++) {
      place = place.seenBy(i + 1);
      what.accept(callbacks.get(i));
    }
  }

  /** What is left of an epoch. */
  private void epoch(Optional<Dataset> validation) {
    int e = place.epoch();
    if (place.event() == Event.EPOCH_BEGIN) {
      trainer.resetMetrics();
      if (fit.stepsPerEpoch().isEmpty() || orderedFor < 0) {
        order(e);
      }
      logs = Map.of();
    }
    Map<String, Double> epochLogs = batches(e);
    logs = epochLogs;
    if (validation.isPresent() && fit.validatesAfter(e + 1)) {
      trainer
          .evaluate(
              validation.get(),
              fit.validationBatchSize(),
              fit.validationSteps(),
              handle,
              fit.callbacks())
          .forEach((k, v) -> epochLogs.put("val_" + k, v));
    }
    place = new Place(Event.EPOCH_END, e, 0, 0);
    tell(c -> c.onEpochEnd(handle, e, epochLogs));
    history.add(e, epochLogs);
  }

  /** The batches that are left of an epoch; returns the logs after the last. */
  private Map<String, Double> batches(int epoch) {
    boolean perBatch = !fit.callbacks().isEmpty();
    List<Tensor> values = List.of();
    for (int step = place.batches(); step < handle.steps() && !handle.stopped(); step++) {
      if (!batches.hasNext()) {
        if (step > 0) {
          LOG.log(
              System.Logger.Level.WARNING,
              "fit: the data ended after {0} of the {1} steps of epoch {2}; the next epoch starts it over."
                  + " Choose stepsPerEpoch so that epochs share out all batches",
              step,
              handle.steps(),
              epoch + 1);
          break;
        }
        order(epoch);
      }
      int s = step;
      if (perBatch) {
        callbacks.forEach(c -> c.onTrainBatchBegin(handle, s));
      }
      values = runner.run(batches.next());
      if (perBatch) {
        Map<String, Double> now = new BatchLogs(runner.names(), values);
        logs = now;
        place = new Place(Event.BATCH_END, epoch, step + 1, 0);
        tell(c -> c.onTrainBatchEnd(handle, s, now));
      } else if (progress.isPresent() && progress.get().due()) {
        progress.get().onTrainBatchEnd(handle, s, BatchLogs.of(runner.names(), values));
      }
    }
    return values.isEmpty() ? new LinkedHashMap<>(logs) : BatchLogs.of(runner.names(), values);
  }

  /** Starts the data over. */
  private void order(int epoch) {
    orderedFor = epoch;
    if (fit.shuffle()) {
      batches.restart(trainer.seed(), epoch);
    } else {
      batches.restart();
    }
  }

  // ---- checkpoints

  /** All that {@link #resume} needs, at any event. */
  private Snapshot snapshot() {
    Snapshot values = Snapshot.empty();
    for (Map.Entry<String, Double> e : logs.entrySet()) {
      values = values.with(e.getKey(), (double) e.getValue());
    }
    Snapshot all =
        Resumption.arguments(fit, batches, handle)
            .with("place", place.snapshot(callbacks))
            .with("stopped", handle.stopped())
            .with("ordered_for", orderedFor)
            .with("position", batches.position())
            .with("logs", values)
            .with("history", history.snapshot())
            .with("callbacks", CallbackMemories.snapshot(fit.callbacks()));
    if (place.event() == Event.BATCH_END) {
      var totals = new LinkedHashMap<String, Tensor>();
      trainer.metricState().named().forEach((k, w) -> totals.put(k, w.value()));
      all = all.with("metrics", new Snapshot(Map.of(), totals));
    }
    return all;
  }

  private void resume(Resumption from) {
    Snapshot saved = from.checkpoint().training();
    if (!saved.has("place/event")) {
      throw new IllegalArgumentException(
          "fit: %s was not made within fit, so there is no place to go on from; use its restore(model)"
              .formatted(from.checkpoint().name()));
    }
    Place was = Place.of(saved.below("place"), callbacks);
    boolean again = from.restartEpoch() && was.event() == Event.BATCH_END;
    from.check(fit, batches, handle, was.event() == Event.BATCH_END && !again);
    Snapshot totals = saved.below("metrics");
    boolean within = was.event() == Event.BATCH_END && !again;
    if (within) {
      // The variables are made with the program of a batch.
      batches.restart();
      runner.program(batches.next());
      from.checkTotals(trainer.metricState().named(), totals.tensors());
    }
    trainer.restore(from.checkpoint());
    if (within) {
      trainer.metricState().set(totals.tensors());
    }
    HistoryLog earlier = HistoryLog.of(saved.below("history"));
    history = new HistoryLog(Optional.of(earlier));
    var before = new LinkedHashMap<String, Double>();
    Snapshot values = saved.below("logs");
    values.values().keySet().forEach(k -> before.put(k, values.number(k)));
    logs = before;
    place = again ? was.epochAgain() : was;
    if (saved.flag("stopped") && !again) {
      handle.stop();
    }
    int order = saved.integer("ordered_for");
    if (!again && order >= 0) {
      order(order);
      batches.skipTo(saved.integer("position"));
    }
    CallbackMemories.restore(callbacks, handle, saved.below("callbacks"));
    replay(before);
    if (was.event() == Event.EPOCH_END && !before.isEmpty() && !earlier.has(was.epoch())) {
      earlier.add(was.epoch(), before);
    }
  }

  /** The event of the checkpoint, for callbacks that had not seen it. */
  private void replay(Map<String, Double> seen) {
    int e = place.epoch();
    int batch = place.batches() - 1;
    switch (place.event()) {
      case EPOCH_BEGIN -> tell(c -> c.onEpochBegin(handle, e));
      case BATCH_END -> tell(c -> c.onTrainBatchEnd(handle, batch, seen));
      case EPOCH_END -> tell(c -> c.onEpochEnd(handle, e, seen));
    }
  }
}
