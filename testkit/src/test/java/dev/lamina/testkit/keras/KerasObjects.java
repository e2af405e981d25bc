package dev.lamina.testkit.keras;

import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.OptimizerOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds records from Keras' configurations, component by component. */
final class KerasObjects {
  private KerasObjects() {}

  /** An object as Keras serializes it; {@code args} go before its config. */
  static Object read(JsonNode serialized, @Nullable JsonNode args) {
    String module = serialized.get("module").asString().replace("keras.", "dev.lamina.");
    try {
      Class<?> type = Class.forName(module + "." + serialized.get("class_name").asString());
      return build(type, serialized.get("config"), args);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(serialized.toString(), e);
    }
  }

  private static Object build(Class<?> type, JsonNode config, @Nullable JsonNode args)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object prototype = prototype(type);
    var values = new Object[components.length];
    var types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent c = components[i];
      types[i] = c.getType();
      if (c.getType() == OptimizerOptions.class) {
        values[i] = build(OptimizerOptions.class, config, null);
        continue;
      }
      String key = key(c.getName());
      JsonNode value = args != null && args.has(key) ? args.get(key) : config.get(key);
      values[i] =
          value == null ? c.getAccessor().invoke(prototype) : convert(value, c.getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type + " " + Arrays.toString(values), e.getCause());
    }
  }

  private static @Nullable Object prototype(Class<?> type) {
    try {
      return type.getMethod("of").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static String key(String component) {
    return component
        .replaceAll("^beta([12])$", "beta_$1")
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object convert(JsonNode v, Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType p) {
      Type argument = p.getActualTypeArguments()[0];
      if (p.getRawType() == Optional.class) {
        return v.isNull() ? Optional.empty() : Optional.of(convert(v, argument));
      }
      List<Object> list = new ArrayList<>();
      for (JsonNode e : v.isArray() ? v : List.of(v)) {
        list.add(convert(e, argument));
      }
      return list;
    }
    Class<?> c = (Class<?>) type;
    if (c == OptionalDouble.class) {
      return v.isNull() ? OptionalDouble.empty() : OptionalDouble.of(v.asDouble());
    } else if (c == LearningRate.class) {
      return v.isNumber() ? LearningRate.of(v.asDouble()) : read(v, null);
    } else if (c == int.class || c == Integer.class) {
      return v.asInt();
    } else if (c == Long.class) {
      return v.asLong();
    } else if (c == double.class || c == Double.class) {
      return v.asDouble();
    } else if (c == boolean.class) {
      return v.asBoolean();
    } else if (c == String.class) {
      return v.asString();
    } else if (c.isEnum()) {
      return Enum.valueOf((Class<Enum>) c, v.asString().toUpperCase(Locale.ROOT));
    }
    throw new IllegalArgumentException("cannot read " + v + " as " + type);
  }
}
