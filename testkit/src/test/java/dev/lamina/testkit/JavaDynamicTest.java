package dev.lamina.testkit;

class JavaDynamicTest extends DynamicConformance {
  @Override
  protected String backend() {
    return "java";
  }
}
