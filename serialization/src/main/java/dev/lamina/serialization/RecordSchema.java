package dev.lamina.serialization;

import dev.lamina.optimizers.OptimizerOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A record class as a list of config keys. Reflection on the components of records that a registry
 * lists is all the reflection there is in Lamina.
 */
final class RecordSchema {
  private final Class<? extends Record> type;
  private final List<Property> properties;

  /** One config key; {@code component} belongs to the record or to options inside of it. */
  private record Property(String key, RecordComponent component) {}

  RecordSchema(Class<? extends Record> type) {
    this.type = type;
    this.properties = properties(type);
  }

  private static boolean isFlattened(RecordComponent c) {
    return c.getType() == OptimizerOptions.class;
  }

  private static List<Property> properties(Class<? extends Record> type) {
    var out = new ArrayList<Property>();
    for (RecordComponent c : type.getRecordComponents()) {
      if (isFlattened(c)) {
        for (RecordComponent inner : c.getType().getRecordComponents()) {
          out.add(new Property(KeyNames.snake(inner.getName()), inner));
        }
      } else {
        out.add(new Property(KeyNames.snake(c.getName()), c));
      }
    }
    return out;
  }

  List<String> keys() {
    return properties.stream().map(Property::key).toList();
  }

  /** The declared type of a key. */
  Optional<Type> type(String key) {
    return properties.stream()
        .filter(p -> p.key.equals(key))
        .map(p -> p.component.getGenericType())
        .findFirst();
  }

  /** The values of a record by key, with the types that the components declare. */
  Map<String, Typed> values(Record r) {
    var out = new LinkedHashMap<String, Typed>();
    for (RecordComponent c : type.getRecordComponents()) {
      Object value = get(r, c);
      if (isFlattened(c)) {
        for (RecordComponent inner : c.getType().getRecordComponents()) {
          out.put(
              KeyNames.snake(inner.getName()),
              new Typed(get(value, inner), inner.getGenericType()));
        }
      } else {
        out.put(KeyNames.snake(c.getName()), new Typed(value, c.getGenericType()));
      }
    }
    return out;
  }

  /** A component's value and declared type. */
  record Typed(Object value, Type type) {}

  /**
   * Makes a record.
   *
   * @param value the value of a key, given its declared type
   * @throws IllegalArgumentException what the record's own checks throw
   */
  Record make(BiFunction<String, Type, Object> value) {
    return make(type, value);
  }

  private static <R> R make(Class<R> type, BiFunction<String, Type, Object> value) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] args = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent c = components[i];
      types[i] = c.getType();
      args[i] =
          isFlattened(c)
              ? make(c.getType(), value)
              : value.apply(KeyNames.snake(c.getName()), c.getGenericType());
    }
    try {
      Constructor<R> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException inner) {
        throw inner;
      }
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  private static Object get(Object record, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + c, e);
    }
  }
}
