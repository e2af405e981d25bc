package dev.lamina.training;

import dev.lamina.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model file holds and how much of it can be read: made by {@link Model#inspect}, without
 * running anything in the file. A file with problems is refused by {@link Model#load} with the same
 * list.
 *
 * @param file its name
 * @param format what kind of file it is, such as {@code Keras .keras}
 * @param version of the program that wrote it; empty if the file does not say
 * @param read what was found, one line each
 * @param changes what is read in another form than the file has it
 * @param problems all that cannot be read; empty: the file can be loaded
 */
public record ImportReport(
    String file,
    String format,
    String version,
    List<String> read,
    List<Note> changes,
    List<Note> problems) {

  /**
   * One change or problem.
   *
   * @param layer the layer's name; {@code optimizer} and so on of compile settings
   * @param className its class in the file
   * @param argument the argument it is about; empty: the whole layer
   * @param message what is the matter, and what helps
   * @param nearest the known name that is most alike, if it is about an unknown one
   */
  public record Note(
      String layer, String className, String argument, String message, Optional<String> nearest) {

    /** About a whole layer. */
    public static Note of(String layer, String className, String message) {
      return new Note(layer, className, "", message, Optional.empty());
    }

    @Override
    public String toString() {
      String about = argument.isEmpty() ? "" : " " + argument + ":";
      String where =
          className.isEmpty() ? "'" + layer + "'" : "'%s' (%s)".formatted(layer, className);
      return where
          + about
          + " "
          + message
          + nearest.map(n -> "; the nearest known name is " + n).orElse("");
    }
  }

  public ImportReport {
    read = List.copyOf(read);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /** Whether the file can be loaded. */
  public boolean loadable() {
    return problems.isEmpty();
  }

  /** What can be read of a file; see {@link Model#inspect}. */
  public static ImportReport of(Path path) {
    return Formats.inspect(path);
  }

  /** The error of a file with problems: it lists them all. */
  public ModelFormatException error() {
    return new ModelFormatException(
        "%s: %s: %d of its parts cannot be read:%s%nModel.inspect(path) lists what can. Classes of your own are registered by a line such as KerasRegistry.standard().with(\"my_package\", MyLayer.class)"
            .formatted(file, kind(), problems.size(), lines(problems)));
  }

  private String kind() {
    return version.isEmpty() ? format : "%s, written by version %s".formatted(format, version);
  }

  private static String lines(List<?> all) {
    return all.stream().map(n -> "\n  " + n).collect(Collectors.joining());
  }

  /** All of it, for people. */
  @Override
  public String toString() {
    String out = file + ": " + kind() + "\nread:" + lines(read);
    if (!changes.isEmpty()) {
      out += "\nchanged:" + lines(changes);
    }
    return out + (loadable() ? "\nno problems" : "\nproblems:" + lines(problems));
  }
}
