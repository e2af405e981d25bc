package dev.lamina.serialization;

import dev.lamina.Model;
import dev.lamina.training.ModelFormatException;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * How large a model in a file may be. A model that is called twice inside of one that is called
 * twice is small in a file and large when it is made: what counts is how often each layer is
 * called.
 */
public final class ModelLimits {
  /** The system property that sets how many calls of layers and other objects a model may have. */
  public static final String CALLS_PROPERTY = "lamina.model.maxCalls";

  /** The system property that sets how many weights (single numbers) a model may have. */
  public static final String PARAMETERS_PROPERTY = "lamina.model.maxParameters";

  private static final long MAX_CALLS = 100_000;
  private static final int MAX_DEPTH = 32;

  private ModelLimits() {}

  /** Refuses a configuration before anything is made of it. */
  public static void check(String file, JsonNode model) {
    long most = Long.getLong(CALLS_PROPERTY, MAX_CALLS);
    if (calls(file, model, 0) > most) {
      throw new ModelFormatException(
          "%s: models inside of models are called so often that there are more than %d calls of layers and other objects; the system property %s sets the limit"
              .formatted(file, most, CALLS_PROPERTY));
    }
    FunctionalJson.refuseDangling(file, model.path("config"));
  }

  /** The depth of JSON is limited, so this cannot run out of stack. */
  private static long calls(String file, JsonNode node, int depth) {
    boolean object = node.path("class_name").isString() && node.path("config").isObject();
    boolean own = object && !node.path("class_name").stringValue().startsWith("__");
    if (own && depth >= MAX_DEPTH) {
      throw new ModelFormatException(
          "%s: layers and models are more than %d deep inside of each other, at '%s'"
              .formatted(file, MAX_DEPTH, node.path("config").path("name").asString("")));
    }
    long sum = own ? 1 : 0;
    for (JsonNode child : node) {
      long inside = calls(file, child, own ? depth + 1 : depth);
      sum = Math.min(Integer.MAX_VALUE, sum + inside);
    }
    return own ? Math.min(Integer.MAX_VALUE, sum * times(node)) : sum;
  }

  private static long times(JsonNode layer) {
    return Math.max(1, layer.path("inbound_nodes").size());
  }

  /**
   * Makes something of a file, and turns whatever a strange file makes layers throw into one kind
   * of error.
   */
  public static <T> T guarded(String file, Supplier<T> made) {
    try {
      return made.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new ModelFormatException("%s: the model cannot be made: %s".formatted(file, e), e);
    } catch (StackOverflowError e) {
      throw new ModelFormatException(file + ": layers are too deep inside of each other", e);
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(file + ": the model needs more memory than there is", e);
    }
  }

  /**
   * Refuses a model with more weights than allowed, or than the memory could hold. Makes the
   * weights, which have no values yet; so the model's seed must be set before.
   */
  public static void check(String file, Model model) {
    if (model.topology().network().isEmpty()) {
      return;
    }
    long most = Long.getLong(PARAMETERS_PROPERTY, Runtime.getRuntime().maxMemory());
    long parameters = 0;
    for (var w : model.weights()) {
      parameters += w.spec().shape().size();
      if (parameters > most) {
        throw new ModelFormatException(
            "%s: more than %d weights, at '%s' of %s; the system property %s sets the limit"
                .formatted(file, most, w.path(), w.type(), PARAMETERS_PROPERTY));
      }
    }
  }
}
