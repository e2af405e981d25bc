package dev.lamina;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Array;

/** Who may know whom, and what no code of ours may do. */
@AnalyzeClasses(packages = "dev.lamina", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.lamina";
  private static final String TENSOR = "dev.lamina.tensor..";
  private static final String GRAPH = "dev.lamina.graph..";
  private static final String BACKEND = "dev.lamina.backend..";
  private static final String[] BLOCKS = {
    "dev.lamina.layers..",
    "dev.lamina.losses..",
    "dev.lamina.metrics..",
    "dev.lamina.optimizers..",
    "dev.lamina.initializers..",
    "dev.lamina.activations..",
    "dev.lamina.regularizers..",
    "dev.lamina.constraints..",
    "dev.lamina.ops..",
  };

  private static final DescribedPredicate<JavaClass> ours = resideInAPackage("dev.lamina..");

  /** Root interfaces with what is nested in them, and root exceptions: not Model and its like. */
  private static final DescribedPredicate<JavaClass> rootInterfaces =
      resideInAPackage(ROOT)
          .and(
              DescribedPredicate.<JavaClass>describe(
                      "are interfaces or nested in one", ArchitectureTest::inInterface)
                  .or(assignableTo(Throwable.class)));

  @ArchTest static final ArchRule tensorKnowsNobody = knowsOnly(resideInAPackage(TENSOR));

  @ArchTest
  static final ArchRule graphKnowsTensor =
      knowsOnly(resideInAPackage(GRAPH), resideInAPackage(TENSOR));

  @ArchTest
  static final ArchRule backendKnowsGraphAndTensor =
      knowsOnly(resideInAPackage(BACKEND), resideInAnyPackage(GRAPH, TENSOR));

  @ArchTest
  static final ArchRule blocksKnowNeitherBackendNorTraining =
      knowsOnly(resideInAnyPackage(BLOCKS), resideInAnyPackage(GRAPH, TENSOR).or(rootInterfaces));

  /** {@link Array} reads arrays whose type is not known; it reaches no members. */
  @ArchTest
  static final ArchRule noReflection =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.lang.reflect..")
                  .and(DescribedPredicate.not(type(Array.class))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noStandardStreams =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);

  @ArchTest
  static final ArchRule staticsAreFinal =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule publicFieldsAreFinal =
      fields().that().arePublic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule noPublicStaticArrays =
      noFields()
          .that()
          .arePublic()
          .and()
          .areStatic()
          .should()
          .haveRawType(DescribedPredicate.describe("array", JavaClass::isArray))
          .allowEmptyShould(true);

  @SafeVarargs
  private static ArchRule knowsOnly(
      DescribedPredicate<JavaClass> who, DescribedPredicate<JavaClass>... known) {
    DescribedPredicate<JavaClass> allowed = who;
    for (DescribedPredicate<JavaClass> each : known) {
      allowed = allowed.or(each);
    }
    return noClasses()
        .that(who)
        .should()
        .dependOnClassesThat(ours.and(DescribedPredicate.not(allowed)))
        .allowEmptyShould(true);
  }

  private static boolean inInterface(JavaClass type) {
    return type.isInterface()
        || type.getEnclosingClass().map(ArchitectureTest::inInterface).orElse(false);
  }
}
