package dev.lamina.serialization;

import dev.lamina.training.ModelFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reading and writing JSON trees. Duplicate keys and anything after the document are errors, and so
 * is a document that is nested too deep or has too many values: a tree takes much more memory than
 * its text.
 */
public final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The system property that sets how many tokens (brackets, keys, values) a document may have. */
  static final String TOKENS_PROPERTY = "lamina.json.maxTokens";

  private static final int MAX_DEPTH = 256;
  private static final int MAX_TOKENS = 2_000_000;
  private static final int MAX_NAME = 1 << 16;
  private static final int MAX_NUMBER = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(Long.getLong(TOKENS_PROPERTY, MAX_TOKENS))
                          .maxNameLength(MAX_NAME)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** {@code file} is named in errors. */
  public static ObjectNode readObject(String file, byte[] utf8) {
    if (isUtf16(utf8)) {
      throw new ModelFormatException(file + ": not valid JSON: it is not UTF-8");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(utf8);
    } catch (StreamConstraintsException e) {
      throw new ModelFormatException(
          "%s: JSON beyond a limit: %s; the system property %s sets the number of tokens"
              .formatted(file, e.getOriginalMessage(), TOKENS_PROPERTY),
          e);
    } catch (JacksonException e) {
      throw new ModelFormatException(
          "%s: not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (node instanceof ObjectNode o) {
      return o;
    }
    throw new ModelFormatException(file + ": expected a JSON object");
  }

  /** Also UTF-32: JSON begins with a character of ASCII, and has no zero bytes in UTF-8. */
  private static boolean isUtf16(byte[] b) {
    return b.length > 1 && (b[0] == 0 || b[1] == 0 || b[0] == (byte) 0xfe || b[0] == (byte) 0xff);
  }

  public static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static byte[] writePretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }
}
