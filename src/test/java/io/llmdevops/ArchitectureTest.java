package io.llmdevops;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ch.qos.logback.core.encoder.Encoder;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may know whom, and what a name promises. */
@AnalyzeClasses(packages = "io.llmdevops", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.llmdevops";

  /** A package and the siblings that it may know, as the flow is built from below. */
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("config", List.of()),
          Map.entry("task", List.of()),
          Map.entry("bus", List.of("task")),
          Map.entry("metrics", List.of("task", "config")),
          Map.entry("cluster", List.of("task", "config")),
          Map.entry("pipeline", List.of("task", "bus", "metrics")),
          Map.entry("retention", List.of("task", "config", "metrics")),
          Map.entry("store", List.of("task", "config", "metrics")),
          Map.entry("model", List.of("task", "config", "net", "secrets", "metrics")),
          Map.entry("git", List.of("task", "config")),
          Map.entry("net", List.of("task", "config")),
          Map.entry("pages", List.of("task")),
          Map.entry("secrets", List.of("task", "config", "net")),
          Map.entry("intake", List.of("task", "config", "bus", "pipeline", "net", "metrics")),
          Map.entry("llm", List.of("task", "config", "bus", "pipeline", "model", "secrets")),
          Map.entry(
              "check",
              List.of(
                  "task",
                  "config",
                  "bus",
                  "pipeline",
                  "model",
                  "net",
                  "pages",
                  "secrets",
                  "metrics")),
          Map.entry(
              "github",
              List.of("task", "config", "bus", "pipeline", "git", "net", "secrets", "metrics")),
          Map.entry("hosting", List.of("task", "config", "bus", "pipeline", "git", "pages")),
          Map.entry(
              "notification", List.of("task", "config", "bus", "pipeline", "net", "metrics")));

  /** With {@code Main}, which holds the commands, the only one to see all the others. */
  private static final String COMMAND = "command";

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_ON_THE_LIST =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(ROOT),
                      Stream.concat(MAY_KNOW.keySet().stream(), Stream.of(COMMAND))
                          .map(name -> ROOT + "." + name + ".."))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule ONLY_MAIN_KNOWS_THE_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "." + COMMAND)
          .and()
          .areNotAssignableTo(Main.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + COMMAND);

  @ArchTest
  static final ArchRule ONLY_THE_STORE_SPEAKS_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "org.flywaydb..");

  @ArchTest
  static final ArchRule ONLY_COMMANDS_SPEAK_TO_THE_TERMINAL =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "." + COMMAND)
          .should(ACCESS_STANDARD_STREAMS);

  /** Theirs log while they are being initialised, and would be needed for that very line. */
  @ArchTest
  static final ArchRule WHAT_WRITES_THE_LOG_NEEDS_NOTHING_OF_VERTX =
      noClasses()
          .that()
          .areAssignableTo(Encoder.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule NOBODY_SLEEPS =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS_FOR =
      noClasses().should().haveNameMatching(".*(Utils?|Manager|Helper|Impl|Constants)");

  @ArchTest
  static final ArchRule VERTICLES_ARE_CALLED_SO =
      classes().that(simpleNameEndingWith("Verticle")).should().beAssignableTo(VerticleBase.class);

  @ArchTest
  static final ArchRule ALL_THAT_IS_A_VERTICLE_IS_CALLED_SO =
      classes()
          .that()
          .areAssignableTo(VerticleBase.class)
          .should()
          .haveSimpleNameEndingWith("Verticle");

  @ArchTest
  static final ArchRule CONFIGURATION_IS_RECORDS =
      classes().that(simpleNameEndingWith("Config")).should().beRecords();

  @ArchTest
  static final ArchRule NO_CIRCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** Those within a package among them. */
  @ArchTest
  static final ArchRule NO_CIRCLES_OF_SINGLE_PACKAGES =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static void everyPackageKnowsOnlyWhatItMay(JavaClasses classes) {
    MAY_KNOW.forEach(
        (name, known) ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(isOursBut(name, known))
                .allowEmptyShould(true)
                .check(classes));
  }

  private static DescribedPredicate<JavaClass> isOursBut(String name, List<String> known) {
    var allowed = Stream.concat(Stream.of(name), known.stream()).map(p -> ROOT + "." + p).toList();
    return DescribedPredicate.describe(
        "are ours but not in " + allowed,
        type ->
            type.getPackageName().startsWith(ROOT)
                && allowed.stream().noneMatch(p -> isIn(type.getPackageName(), p)));
  }

  private static boolean isIn(String actual, String wanted) {
    return actual.equals(wanted) || actual.startsWith(wanted + ".");
  }
}
