package dev.lamina.testkit;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Checkpoint;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.callbacks.BackupAndRestore;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.callbacks.ModelCheckpoint;
import dev.lamina.callbacks.Snapshot;
import dev.lamina.callbacks.Training;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path dir;

  private static final Dataset DATA = data(40);

  private static Dataset data(int n) {
    var r = new Random(4);
    float[] x = new float[n * 4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) r.nextGaussian();
    }
    int[] y = r.ints(n, 0, 3).toArray();
    return Dataset.of(Tensor.of(x, n, 4), Tensor.of(y));
  }

  private static Model model() {
    return model(1, 6);
  }

  private static Model model(long seed, int units) {
    Model m = untrained(seed, units);
    m.compile(Adam.of(0.05), SparseCategoricalCrossentropy.of(), Metrics.of("accuracy"));
    return m;
  }

  private static Model untrained(long seed, int units) {
    Model m =
        Sequential.of(Input.of(4), Dense.of(units, RELU), Dropout.of(0.5), Dense.of(3, SOFTMAX));
    m.seed(seed);
    return m;
  }

  private static Fit fit(int epochs, Callback... callbacks) {
    return Fit.epochs(epochs).batchSize(8).verbose(Verbose.SILENT).callbacks(callbacks);
  }

  private static List<Tensor> state(Model m) {
    return Stream.concat(m.weights().stream(), m.trainer().optimizerWeights().stream())
        .map(w -> w.value())
        .toList();
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends fit after so many batches. */
  private static Callback stopAfter(int batches) {
    return new Callback() {
      private int seen;

      @Override
      public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
        if (++seen == batches) {
          throw new Stop();
        }
      }
    };
  }

  private void interrupted(int batches, Callback... callbacks) {
    var all = Stream.concat(Stream.of(callbacks), Stream.of(stopAfter(batches)));
    assertThatThrownBy(() -> model().fit(DATA, fit(3, all.toArray(Callback[]::new))))
        .isInstanceOf(Stop.class);
  }

  @Test
  void aLoopOfOnesOwnGoesOn() {
    Path file = dir.resolve("loop.checkpoint");
    Model whole = model();
    for (int i = 0; i < 5; i++) {
      whole.trainOnBatch(DATA.rows(8 * i, 8 * i + 8));
    }
    Model first = model();
    for (int i = 0; i < 2; i++) {
      first.trainOnBatch(DATA.rows(8 * i, 8 * i + 8));
    }
    Snapshot own =
        Snapshot.empty()
            .with("next", 2)
            .with("best", 0.1)
            .with("name", "größe")
            .with("table", List.of(Tensor.scalar(3L), Tensor.of(new float[] {Float.NaN}, 1)));
    Checkpoint.save(file, first, own);
    Checkpoint c = Checkpoint.load(file);
    Model second = model();
    c.restore(second);
    assertThat(state(second)).isEqualTo(state(first));
    assertThat(c.training().number("best")).isEqualTo(0.1);
    assertThat(c.training().text("name")).isEqualTo("größe");
    assertThat(c.training().list("table")).isEqualTo(own.list("table"));
    for (int i = c.training().integer("next"); i < 5; i++) {
      second.trainOnBatch(DATA.rows(8 * i, 8 * i + 8));
    }
    assertThat(state(second)).isEqualTo(state(whole));
  }

  @Test
  void fitGoesOnFromAModelOfModelCheckpoint() {
    Model whole = model();
    History all = whole.fit(DATA, fit(4, EarlyStopping.of("loss").patience(9)));
    Path file = dir.resolve("m.lamina");
    model().fit(DATA, fit(2, ModelCheckpoint.of(file), EarlyStopping.of("loss").patience(9)));
    Model loaded = Model.load(file);
    Checkpoint c = Checkpoint.load(file);
    assertThatThrownBy(() -> loaded.fit(DATA, fit(4).resume(c)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("callbacks with a memory [ModelCheckpoint, EarlyStopping], got []");
    History rest =
        loaded.fit(
            DATA, fit(4, ModelCheckpoint.of(file), EarlyStopping.of("loss").patience(9)).resume(c));
    assertThat(rest.epochs()).containsExactly(2, 3);
    assertThat(rest.whole()).isEqualTo(all);
    assertThat(state(loaded)).isEqualTo(state(whole));
  }

  @Test
  void whatDoesNotFitChangesNothing() {
    Path file = dir.resolve("c.checkpoint");
    Model m = model();
    m.trainOnBatch(DATA.rows(0, 8));
    Checkpoint.save(file, m);
    Checkpoint c = Checkpoint.load(file);
    Model wider = model(1, 7);
    List<Tensor> before = state(wider);
    assertThatThrownBy(() -> c.restore(wider))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("dense/kernel: expected f32[4, 7], got f32[4, 6]")
        .hasMessageContaining("dense_1/kernel: expected f32[7, 3], got f32[6, 3]");
    assertThat(wider.getWeights()).isEqualTo(before.subList(0, 4));
    Model other = untrained(1, 6);
    assertThatThrownBy(() -> c.restore(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not compiled; compile it first");
    other.compile(SGD.of(0.1), SparseCategoricalCrossentropy.of());
    assertThatThrownBy(() -> c.restore(other))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("optimizer/adam/");
    assertThatThrownBy(() -> c.restore(model(2, 6)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("made with seed 1")
        .hasMessageContaining("call seed(1) before the weights are made");
    assertThatThrownBy(() -> model().fit(DATA, fit(2).resume(c)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was not made within fit");
  }

  @Test
  void otherDataOrArgumentsAreRefused() {
    Path backup = dir.resolve("backup");
    interrupted(7, BackupAndRestore.of(backup).saveFreq(1));
    Model m = model();
    List<Tensor> before = m.getWeights();
    Callback again = BackupAndRestore.of(backup).saveFreq(1);
    assertThatThrownBy(() -> m.fit(data(48), fit(3, again).batchSize(4).shuffle(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples 40, got 48")
        .hasMessageContaining("batch_size 8, got 4")
        .hasMessageContaining("shuffle true, got false")
        .hasMessageContaining("delete the checkpoint to begin anew");
    assertThat(m.getWeights()).isEqualTo(before);
    // The epoch begins again: other data do no harm.
    m.fit(data(48), fit(3, BackupAndRestore.of(backup).restartEpoch()).batchSize(4));
    assertThat(backup).doesNotExist();
  }

  @Test
  void otherMetricsAreRefused() {
    Path backup = dir.resolve("backup");
    interrupted(7, BackupAndRestore.of(backup).saveFreq(1));
    Model m = untrained(1, 6);
    m.compile(
        Adam.of(0.05),
        SparseCategoricalCrossentropy.of(),
        Metrics.of("sparse_top_k_categorical_accuracy"));
    assertThatThrownBy(() -> m.fit(DATA, fit(3, BackupAndRestore.of(backup).saveFreq(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("running loss and metrics")
        .hasMessageContaining(
            "sparse_top_k_categorical_accuracy/total: expected f32[], got nothing");
  }

  @Test
  void aDamagedBackupIsNamedOrTheOneBeforeIsTaken() throws IOException {
    Path backup = dir.resolve("backup");
    Model whole = model();
    History all = whole.fit(DATA, fit(3));
    interrupted(13, BackupAndRestore.of(backup).doubleCheckpoint());
    Path latest = backup.resolve("latest.checkpoint");
    byte[] bytes = Files.readAllBytes(latest);
    bytes[bytes.length - 3] ^= 4;
    Files.write(latest, bytes);
    Path previous = Files.move(backup.resolve("previous.checkpoint"), dir.resolve("p"));
    assertThatThrownBy(() -> model().fit(DATA, fit(3, BackupAndRestore.of(backup))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("BackupAndRestore: " + latest)
        .hasMessageContaining("checksum")
        .hasMessageContaining("delete it to begin anew");
    Files.move(previous, backup.resolve("previous.checkpoint"));
    Model m = model();
    History h = m.fit(DATA, fit(3, BackupAndRestore.of(backup)));
    assertThat(h.epochs()).containsExactly(1, 2);
    assertThat(h.whole()).isEqualTo(all);
    assertThat(state(m)).isEqualTo(state(whole));
    assertThat(backup).doesNotExist();
  }

  @Test
  void aBackupIsKeptOnRequest() {
    Path backup = dir.resolve("backup");
    model().fit(DATA, fit(2, BackupAndRestore.of(backup).deleteCheckpoint(false)));
    Model m = model();
    History h = m.fit(DATA, fit(3, BackupAndRestore.of(backup).deleteCheckpoint(false)));
    assertThat(h.epochs()).containsExactly(2);
    Model whole = model();
    assertThat(h.whole()).isEqualTo(whole.fit(DATA, fit(3)));
    assertThat(state(m)).isEqualTo(state(whole));
  }

  @Test
  void aModelWithoutAStateIsNoCheckpoint() {
    Path file = dir.resolve("m.lamina");
    model().save(file);
    assertThatThrownBy(() -> Checkpoint.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("load it with Model.load");
    assertThatThrownBy(() -> Checkpoint.save(dir.resolve("c.txt"), model()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("save checkpoint");
    assertThatThrownBy(() -> Checkpoint.load(dir.resolve("none.checkpoint")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("does not exist");
  }
}
