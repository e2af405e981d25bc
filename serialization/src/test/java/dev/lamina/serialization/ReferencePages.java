package dev.lamina.serialization;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.initializers.Initializer;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Layer;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.regularizers.Regularizer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reference pages: what the Javadoc of each registered class says, its config and defaults. */
final class ReferencePages {
  private static final Path SOURCES = Path.of("..", "api", "src", "main", "java");

  private static final Path ENGINES = Path.of("..", "docs", "reference", "engines.md");

  /** Of a class that engines.md does not have. */
  static final String UNKNOWN = "not known; give EngineSupportTest a sample";

  /** The comment before a public type, and before a constant of an enum. */
  private static final Pattern TYPE =
      Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*(?:@[^\\n]*\\n\\s*)*public ");

  private static final Pattern CONSTANT =
      Pattern.compile("(?m)(?:^ {2}/\\*\\*((?:(?!\\*/).)*)\\*/\\n)?^ {2}([A-Z][A-Z0-9_]*)[(,;]");

  private final KerasRegistry registry = KerasRegistry.standard();
  private final KerasJson objects = new KerasJson(registry);

  /** Pages by file name. */
  Map<String, String> all() throws IOException {
    var pages = new LinkedHashMap<String, String>();
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    kinds.put("layers", Layer.class);
    kinds.put("losses", Loss.class);
    kinds.put("metrics", Metric.class);
    kinds.put("optimizers", Optimizer.class);
    kinds.put("schedules", LearningRate.class);
    kinds.put("initializers", Initializer.class);
    kinds.put("regularizers", Regularizer.class);
    kinds.put("constraints", Constraint.class);
    for (Map.Entry<String, Class<?>> e : kinds.entrySet()) {
      pages.put(e.getKey() + ".md", page(e.getKey(), e.getValue()));
    }
    pages.put("activations.md", activations());
    pages.put("callbacks.md", callbacks());
    return pages;
  }

  private static StringBuilder head(String title, String text) {
    return new StringBuilder(
        """
        # %s

        Generated from the sources by `ReferenceTest`; see CONTRIBUTING.md. %s

        """
            .formatted(title, text));
  }

  private String page(String title, Class<?> kind) throws IOException {
    var out =
        head(
            Character.toUpperCase(title.charAt(0)) + title.substring(1),
            """
            Keys are Keras' config keys with their defaults; in Java they are the
            components in camelCase. "Engines" says which engines take the graphs of a class
            ([engines.md](engines.md) says how that is known), [engine-limits.md](../engine-limits.md) what they decline.\
            """);
    Map<String, String> engines = engines(title);
    var classes =
        StandardClasses.all().stream()
            .filter(c -> c.kind() == kind)
            .sorted(Comparator.comparing(KerasClass::name))
            .toList();
    for (KerasClass c : classes) {
      out.append("## %s%n%n%s%n%n".formatted(c.name(), javadoc(c.type())));
      String keys = keys(c);
      out.append(keys.isEmpty() ? "" : keys + System.lineSeparator());
      String support = engines.getOrDefault(c.name(), UNKNOWN);
      out.append("Engines: %s.%n%n".formatted(support));
    }
    return text(out);
  }

  /** What EngineSupportTest found out, by class. */
  private static Map<String, String> engines(String kind) throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String line : Files.readAllLines(ENGINES)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[1].strip().equals(kind)) {
        out.put(cells[2].strip(), cells[3].strip());
      }
    }
    return out;
  }

  private static String text(StringBuilder out) {
    return out.toString().replace(System.lineSeparator(), "\n").stripTrailing() + "\n";
  }

  private String keys(KerasClass c) {
    Optional<Default> made = make(c.type());
    Optional<ObjectNode> config = made.map(d -> objects.config(c, d.record));
    var rows = new StringBuilder();
    for (String key : new RecordSchema(c.type()).keys()) {
      if (c.kind() == Layer.class && key.equals("name")) {
        continue;
      }
      JsonNode value = config.map(o -> o.get(key)).orElse(null);
      boolean required = made.map(d -> d.required.contains(key)).orElse(true);
      rows.append(
          "| `%s` | %s |%n"
              .formatted(key, required ? "required" : value == null ? "" : brief(value)));
    }
    return rows.length() == 0 ? "" : "| key | default |%n|---|---|%n".formatted() + rows;
  }

  /** Objects inside by their class and what differs from nothing. */
  private static String brief(JsonNode value) {
    if (value.path("class_name").isString()) {
      return "`" + value.path("class_name").stringValue() + "`";
    }
    if (value.isDouble() && (float) value.doubleValue() == value.doubleValue()) {
      // A rate, which Keras keeps and prints as a float32.
      return "`" + (float) value.doubleValue() + "`";
    }
    return "`" + value.toString().replace("|", "\\|") + "`";
  }

  /** A record with default arguments, and the keys that {@code of} asks for. */
  private record Default(Record record, List<String> required) {}

  private static Optional<Default> make(Class<? extends Record> type) {
    List<Method> methods =
        Stream.of(type.getMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals("of"))
            .filter(m -> m.getReturnType() == type)
            .sorted(
                Comparator.comparingInt(Method::getParameterCount).thenComparing(Method::toString))
            .toList();
    for (Method m : methods) {
      Object[] args = new Object[m.getParameterCount()];
      boolean known = true;
      for (int i = 0; i < args.length; i++) {
        Optional<Object> sample = sample(m.getParameterTypes()[i]);
        known &= sample.isPresent();
        args[i] = sample.orElse("");
      }
      if (!known) {
        continue;
      }
      try {
        Record made = (Record) m.invoke(null, args);
        List<String> required =
            Arrays.stream(m.getParameters()).map(Parameter::getName).map(KeyNames::snake).toList();
        return Optional.of(new Default(made, required));
      } catch (IllegalAccessException | InvocationTargetException e) {
        // Another form may fit the sample arguments.
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> sample(Class<?> type) {
    Object value = null;
    if (type == int.class) {
      value = 2;
    } else if (type == double.class) {
      value = 0.5;
    } else if (type == int[].class) {
      value = new int[] {2, 2};
    } else if (type == double[].class) {
      value = new double[] {0.5};
    } else if (type == String.class) {
      value = "name";
    } else if (type == Layer.class) {
      value = Dense.of(1);
    } else if (type == Activation.class) {
      value = Activations.RELU;
    }
    return Optional.ofNullable(value);
  }

  // ---- sources

  private static String source(Class<?> type) throws IOException {
    return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
  }

  /** The Javadoc up to its tags, as Markdown. */
  private static String javadoc(Class<?> type) throws IOException {
    Matcher m = TYPE.matcher(source(type));
    return m.find() ? markdown(m.group(1)) : "";
  }

  static String markdown(String comment) {
    String lines =
        comment
            .lines()
            .map(l -> l.replaceFirst("^\\s*\\* ?", ""))
            .collect(Collectors.joining("\n"));
    String prose = lines.split("(?m)^@", 2)[0];
    return prose
        .replaceAll("(?s)<pre>.*?</pre>", "")
        .replaceAll("\\{@code\\s+((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
        .replaceAll(
            "\\{@link(?:plain)? #?(?:[a-z.]*\\.)?([A-Za-z#.]+)(?:\\([^)]*\\))?(?: ([^}]*))?}",
            "`$1`")
        .replaceAll("</?(?:ul|p|ol)>", "")
        .replaceAll("<li>", "- ")
        .replace("&lt;", "<")
        .strip()
        .replaceAll("\\n{3,}", "\n\n");
  }

  private static String activations() throws IOException {
    var out =
        head(
            "Activations",
            """
            The constants of `Activations`, by Keras' names; they run on
            every engine.\
            """);
    Matcher m = CONSTANT.matcher(source(Activations.class));
    out.append("| name | function |\n|---|---|\n");
    var known = Arrays.stream(Activations.values()).map(Enum::name).toList();
    while (m.find()) {
      if (known.contains(m.group(2))) {
        String text = m.group(1) == null ? "" : markdown(m.group(1)).replace('\n', ' ');
        out.append(
            "| `%s` | %s |%n"
                .formatted(
                    m.group(2).toLowerCase(java.util.Locale.ROOT), text.replace("|", "\\|")));
      }
    }
    return text(out);
  }

  private static String callbacks() throws IOException {
    var out = head("Callbacks", "They run in Java, whatever the engine.");
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> files = Files.list(SOURCES.resolve("dev/lamina/callbacks"))) {
      for (Path f : files.toList()) {
        String text = Files.readString(f);
        Matcher m = TYPE.matcher(text);
        if (text.matches("(?s).*implements (Callback|Resumable)\\b.*") && m.find()) {
          String name = f.getFileName().toString().replace(".java", "");
          entries.put(name, "## %s%n%n%s%n%n".formatted(name, markdown(m.group(1))));
        }
      }
    }
    entries.values().forEach(out::append);
    return text(out);
  }
}
