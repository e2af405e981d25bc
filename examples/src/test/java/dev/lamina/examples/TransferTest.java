package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferTest {
  /** What was learned from other digits helps where there are few images; chance is 0.2. */
  @Test
  void knowledgeOfOtherDigitsHelps() throws IOException {
    Transfer.Result accuracy = Transfer.run(Mnist.load(Optional.empty()), 4);
    assertThat(accuracy.head()).isGreaterThan(0.6);
    assertThat(accuracy.tuned()).isGreaterThan(accuracy.scratch());
  }
}
