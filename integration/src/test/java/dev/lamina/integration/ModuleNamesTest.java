package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars can be used on the module path, too. */
class ModuleNamesTest {
  private static final int JARS = 8;

  @Test
  void everyJarIsAModuleWithAStableNameAndPackagesOfItsOwn() throws IOException {
    List<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(p -> p.getFileName().toString().matches("lamina-.*\\.jar"))
            .toList();
    assumeTrue(!jars.isEmpty(), "before Maven's package phase there are no jars");
    Map<String, String> packages = new HashMap<>();
    for (Path jar : jars) {
      ModuleDescriptor module = module(jar);
      try (var file = new JarFile(jar.toFile())) {
        assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
            .as(jar.toString())
            .isEqualTo(module.name())
            .startsWith("dev.lamina");
      }
      for (String p : module.packages()) {
        assertThat(packages.put(p, module.name())).as("%s in %s and in", p, module.name()).isNull();
      }
    }
    assertThat(jars).hasSize(JARS);
    assertThat(packages.values()).contains("dev.lamina.backend.onednn", "dev.lamina.backend.tf");
  }

  /** Fails for a name that is not legal. */
  private static ModuleDescriptor module(Path jar) {
    return ModuleFinder.of(jar).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow();
  }
}
