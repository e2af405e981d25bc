package dev.lamina.backend.dl4j;

import dev.lamina.backend.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ND4J's native library on the class path, looked for without loading anything. */
final class NativeJar {
  private static final String BINDINGS = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final List<String> EXTENSIONS =
      List.of("-onednn-avx2", "-onednn-avx512", "-onednn", "-avx2", "-avx512", "");

  private NativeJar() {}

  /** Looked for once: the class path does not change. */
  static Availability availability() {
    return Found.AVAILABILITY;
  }

  private static final class Found {
    static final Availability AVAILABILITY = find();
  }

  private static Availability find() {
    String platform = platform();
    Optional<String> extension = EXTENSIONS.stream().filter(e -> exists(platform + e)).findFirst();
    if (extension.isEmpty()) {
      return new Availability.Unavailable(
          "no native library for %s on the class path; add org.nd4j:nd4j-native:1.0.0-M2.1:%s"
              .formatted(platform, platform));
    }
    // Code for other processors would end the JVM.
    for (String feature : List.of("avx2", "avx512")) {
      if (extension.get().endsWith(feature) && !processorHas(feature)) {
        return new Availability.Unavailable(
            "the native library on the class path needs a processor with %s; use the jar %s-onednn"
                .formatted(feature, platform));
      }
    }
    return new Availability.Available("ND4J 1.0.0-M2.1 " + platform + extension.get());
  }

  private static boolean exists(String platform) {
    ClassLoader loader = NativeJar.class.getClassLoader();
    return List.of("libjnind4jcpu.so", "libjnind4jcpu.dylib", "jnind4jcpu.dll").stream()
        .anyMatch(file -> loader.getResource(BINDINGS + platform + "/" + file) != null);
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    String name = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macosx" : "linux";
    return name + (arm ? "-arm64" : "-x86_64");
  }

  private static boolean processorHas(String feature) {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return true;
    }
    try {
      return Files.readString(info).contains(feature);
    } catch (IOException e) {
      return true;
    }
  }
}
