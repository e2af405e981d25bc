package dev.lamina.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DTypePoliciesTest {
  @ParameterizedTest
  @CsvSource({
    "float32, FLOAT32, FLOAT32",
    "float64, FLOAT64, FLOAT64",
    "bfloat16, BFLOAT16, BFLOAT16",
    "float16, FLOAT16, FLOAT16",
    "mixed_bfloat16, BFLOAT16, FLOAT32",
    "mixed_float16, FLOAT16, FLOAT32",
  })
  void namesAreKeras(String name, DType compute, DType variable) {
    DTypePolicy p = DTypePolicy.of(name);
    assertThat(p).isEqualTo(new DTypePolicy(compute, variable)).hasToString(name);
  }

  @Test
  void unknownPoliciesAreRefused() {
    assertThatThrownBy(() -> DTypePolicy.of("int8"))
        .hasMessage(
            "dtype policy: expected float32, float64, bfloat16, float16, mixed_bfloat16 or"
                + " mixed_float16, got 'int8'");
    assertThatThrownBy(() -> new DTypePolicy(DType.FLOAT32, DType.FLOAT64))
        .hasMessageContaining("got float32 and float64");
    assertThatThrownBy(() -> DTypePolicy.of(DType.INT32)).hasMessageContaining("got int32");
  }

  @Test
  void useComesBeforeTheSettingsOfTheProcess() {
    assertThat(new DTypePolicies(key -> Optional.empty()).find()).hasToString("float32");
    var p =
        new DTypePolicies(
            key -> key.equals("dtype") ? Optional.of("mixed_bfloat16") : Optional.empty());
    assertThat(p.find()).hasToString("mixed_bfloat16");
    p.choose(DTypePolicy.of("float64"));
    assertThat(p.find()).hasToString("float64");
  }

  @Test
  void weightsAreKeptInTheVariableDtypeAndOutputsComeInTheComputeDtype() {
    Model m =
        Sequential.of(
            Input.of(4),
            Dense.of(3).dtype("mixed_bfloat16"),
            BatchNormalization.of().dtype("bfloat16"),
            Dense.of(2).dtype("float64").named("last"));
    assertThat(m.weights().stream().map(w -> w.spec().dtype()).toList())
        .isEqualTo(
            List.of(
                DType.FLOAT32,
                DType.FLOAT32,
                DType.BFLOAT16,
                DType.BFLOAT16,
                DType.BFLOAT16,
                DType.BFLOAT16,
                DType.FLOAT64,
                DType.FLOAT64));
    assertThat(m.network().calls().stream().map(c -> c.outputs().get(0).dtype()).toList())
        .isEqualTo(List.of(DType.BFLOAT16, DType.BFLOAT16, DType.FLOAT64));
  }

  /** As Keras hands its policy on to the layers it makes; one of its own comes first. */
  @Test
  void layersInsideHaveThePolicyOfTheOneAroundThem() {
    Model m =
        Sequential.of(
            Input.of(2, 4),
            TimeDistributed.of(Dense.of(3)).dtype("float64"),
            TimeDistributed.of(Dense.of(3).dtype("bfloat16")).dtype("float64"));
    assertThat(m.weights().stream().map(w -> w.spec().dtype()).distinct().toList())
        .isEqualTo(List.of(DType.FLOAT64, DType.BFLOAT16));
  }
}
