package dev.lamina.testkit.toy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The excerpts in docs/adding-a-backend.md are the source that is tested here. */
class DocumentTest {
  private static final Pattern EXCERPT =
      Pattern.compile("```java (\\w+)\n(.*?)```", Pattern.DOTALL);

  @Test
  void excerptsAreTheSource() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "adding-a-backend.md"));
    Path sources = Path.of("src", "test", "java", "dev", "lamina", "testkit", "toy");
    Matcher m = EXCERPT.matcher(page);
    int excerpts = 0;
    while (m.find()) {
      excerpts++;
      assertThat(Files.readString(sources.resolve(m.group(1) + ".java"))).contains(m.group(2));
    }
    assertThat(excerpts).isEqualTo(page.split("```java").length - 1).isPositive();
  }
}
