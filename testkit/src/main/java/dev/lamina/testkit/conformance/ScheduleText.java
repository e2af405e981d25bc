package dev.lamina.testkit.conformance;

import java.util.HashMap;
import java.util.Map;

/**
 * A function in a case, such as {@code (epoch, lr) -> epoch < 2 ? lr : lr * 0.5}: numbers, names,
 * the four operations, comparisons and choices.
 */
final class ScheduleText {
  private final String body;
  private final Map<String, Double> names = new HashMap<>();
  private int at;

  private ScheduleText(String body) {
    this.body = body;
  }

  static ScheduleText parse(String text) {
    return new ScheduleText(text.substring(text.indexOf("->") + 2));
  }

  double rate(int epoch, double rate) {
    names.put("epoch", (double) epoch);
    names.put("lr", rate);
    at = 0;
    double value = choice();
    if (peek() != 0) {
      throw new UnsupportedCaseException("schedule " + body);
    }
    return value;
  }

  private char peek() {
    while (at < body.length() && body.charAt(at) == ' ') {
      at++;
    }
    return at < body.length() ? body.charAt(at) : 0;
  }

  private boolean eat(String what) {
    peek();
    if (body.startsWith(what, at)) {
      at += what.length();
      return true;
    }
    return false;
  }

  private double choice() {
    double condition = comparison();
    if (!eat("?")) {
      return condition;
    }
    double yes = choice();
    if (!eat(":")) {
      throw new UnsupportedCaseException("schedule " + body);
    }
    double no = choice();
    return condition != 0 ? yes : no;
  }

  private double comparison() {
    double a = sum();
    if (eat("<=")) {
      return a <= sum() ? 1 : 0;
    }
    if (eat(">=")) {
      return a >= sum() ? 1 : 0;
    }
    if (eat("==")) {
      return a == sum() ? 1 : 0;
    }
    if (eat("<")) {
      return a < sum() ? 1 : 0;
    }
    return eat(">") ? (a > sum() ? 1 : 0) : a;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (eat("+")) {
        value += product();
      } else if (eat("-")) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = power();
    while (true) {
      if (eat("*")) {
        value *= power();
      } else if (eat("/")) {
        value /= power();
      } else if (eat("%")) {
        value %= power();
      } else {
        return value;
      }
    }
  }

  private double power() {
    double base = atom();
    return eat("**") ? Math.pow(base, power()) : base;
  }

  private double atom() {
    if (eat("(")) {
      double value = choice();
      eat(")");
      return value;
    }
    if (eat("-")) {
      return -atom();
    }
    peek();
    int from = at;
    while (at < body.length()
        && (Character.isLetterOrDigit(body.charAt(at))
            || body.charAt(at) == '.'
            || body.charAt(at) == '_')) {
      at++;
    }
    String word = body.substring(from, at);
    Double named = names.get(word);
    if (named != null) {
      return named;
    }
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new UnsupportedCaseException("schedule " + body);
    }
  }
}
