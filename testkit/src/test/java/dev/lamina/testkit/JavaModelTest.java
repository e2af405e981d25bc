package dev.lamina.testkit;

class JavaModelTest extends ModelConformance {
  @Override
  protected String backend() {
    return "java";
  }
}
