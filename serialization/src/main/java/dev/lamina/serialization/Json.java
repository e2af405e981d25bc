package dev.lamina.serialization;

import dev.lamina.training.ModelFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing JSON trees. Duplicate keys and anything after the document are errors. */
public final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** {@code file} is named in errors. */
  public static ObjectNode readObject(String file, byte[] utf8) {
    JsonNode node;
    try {
      node = MAPPER.readTree(utf8);
    } catch (JacksonException e) {
      throw new ModelFormatException(
          "%s: not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (node instanceof ObjectNode o) {
      return o;
    }
    throw new ModelFormatException(file + ": expected a JSON object");
  }

  public static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static byte[] writePretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }
}
