package dev.lamina.serialization.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of entries: relative paths of plain parts, so that no reader can leave its place. */
final class EntryName {
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

  private EntryName() {}

  /** Empty if it is not UTF-8. */
  static Optional<String> decode(byte[] raw) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a name. */
  static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("an empty name");
    }
    if (name.startsWith("/")) {
      return Optional.of("an absolute path");
    }
    if (name.indexOf('\\') >= 0) {
      return Optional.of("a path with a backslash");
    }
    if (DRIVE.matcher(name).matches()) {
      return Optional.of("a path with a drive letter");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("a name with control characters");
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.of("a path with the part '%s'".formatted(part));
      }
    }
    return Optional.empty();
  }
}
