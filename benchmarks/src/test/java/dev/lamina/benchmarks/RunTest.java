package dev.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lamina.Model;
import dev.lamina.data.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunTest {
  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\": (null|true|false|-?[0-9.]+(?:E-?[0-9]+)?|\"[^\"]*\")(?:, |})");

  private static Stream<Workload> workloads() {
    return Workloads.all().stream();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void parametersAreThoseOfTheSpecification(Workload w) {
    try (Model model = w.model().get()) {
      long trainable =
          model.weights().stream()
              .filter(v -> v.spec().trainable())
              .mapToLong(v -> v.spec().shape().size())
              .sum();
      assertThat(trainable).isEqualTo(w.params());
    }
  }

  /** One pass of each mode over the smallest model prints one line with all fields in order. */
  @ParameterizedTest
  @CsvSource({
    "train, ms_per_step_best ms_per_step_median samples_per_s final_loss",
    "latency, p50_us p99_us",
    "throughput, ms_per_step_best ms_per_step_median samples_per_s",
  })
  void printsOneLine(String mode, String measured) throws IOException {
    String line =
        Run.measure(Request.parse("tiny-mlp", "--mode", mode, "--epochs", "1", "--quick"))
            .toString();
    Matcher m = FIELD.matcher(line);
    var fields = new ArrayList<String>();
    var filled = new ArrayList<String>();
    int end = 1;
    while (m.find()) {
      assertThat(m.start()).as(line).isEqualTo(end);
      end = m.end();
      fields.add(m.group(1));
      if (!m.group(2).equals("null")) {
        filled.add(m.group(1));
      }
    }
    assertThat(end).as(line).isEqualTo(line.length());
    assertThat(fields).isEqualTo(Report.FIELDS);
    assertThat(filled).contains(measured.split(" "));
    assertThat(filled)
        .contains("peer", "version", "workload", "mode", "params", "threads", "quick");
    assertThat(line).contains("\"params\": 403").contains("\"mode\": \"" + mode + '"');
  }

  @Test
  void infinityIsText() {
    assertThat(new Report().number("final_loss", Double.NaN).toString())
        .contains("\"final_loss\": \"NaN\"");
  }

  @Test
  void medianAndBest() {
    String line = new Report().durations(new long[] {3_000_000, 1_000_000}, 10, 500).toString();
    assertThat(line)
        .contains("\"ms_per_step_best\": 0.1,")
        .contains("\"ms_per_step_median\": 0.2,")
        .contains("\"samples_per_s\": 500000.0");
  }

  /** Values of the same rule computed in Python with unbounded integers. */
  @Test
  void dataFollowsTheRule() {
    Dataset d = SyntheticData.samples(Workloads.get("cnn"), 8);
    assertThat(SyntheticData.bits(1, 0)).isEqualTo(-2152535657050944081L);
    assertThat(d.x().get(0).floatArray())
        .startsWith(14819496 * 0x1p-24f, 9505325 * 0x1p-24f, 9918517 * 0x1p-24f);
    assertThat(d.y().get(0).toInts()).containsExactly(7, 8, 6, 9, 9, 4, 7, 7);
  }

  @Test
  void namesWhatIsWrong() {
    for (List<String> words :
        List.of(List.of("mlp", "--fast", "1"), List.of("mlp", "--epochs"), List.of("big"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Request.parse(words.toArray(String[]::new)));
    }
  }
}
