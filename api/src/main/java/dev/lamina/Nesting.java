package dev.lamina;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the inputs or outputs of a model are nested in Keras: lists and dictionaries of tensors. In
 * Lamina they are one flat list, in this order: dictionaries by their sorted keys. Files for Keras
 * are written with it.
 */
public sealed interface Nesting {
  /** How many tensors there are. */
  int size();

  /** A tensor alone for one, else a list of tensors. */
  static Nesting flat(int tensors) {
    return tensors == 1
        ? new One()
        : new Items(Stream.<Nesting>generate(One::new).limit(tensors).toList());
  }

  /** A tensor. */
  record One() implements Nesting {
    @Override
    public int size() {
      return 1;
    }
  }

  /** A list. */
  record Items(List<Nesting> items) implements Nesting {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public int size() {
      return items.stream().mapToInt(Nesting::size).sum();
    }
  }

  /** A dictionary; its entries stay in the order in which they are given. */
  record Named(Map<String, Nesting> entries) implements Nesting {
    public Named {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public int size() {
      return entries.values().stream().mapToInt(Nesting::size).sum();
    }
  }
}
