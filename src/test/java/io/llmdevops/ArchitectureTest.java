package io.llmdevops;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.llmdevops", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.llmdevops";

  /** A package and the siblings that it may know, as the flow is built from below. */
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("config", List.of()),
          Map.entry("task", List.of()),
          Map.entry("bus", List.of("task")),
          Map.entry("pipeline", List.of("task", "bus")),
          Map.entry("store", List.of("task", "config")),
          Map.entry("model", List.of("task", "config")),
          Map.entry("git", List.of("task", "config")),
          Map.entry("net", List.of("task", "config")),
          Map.entry("intake", List.of("task", "config", "bus", "pipeline", "net")),
          Map.entry("llm", List.of("task", "config", "bus", "pipeline", "model")),
          Map.entry("check", List.of("task", "config", "bus", "pipeline", "model", "net")),
          Map.entry("github", List.of("task", "config", "bus", "pipeline", "git")),
          Map.entry("hosting", List.of("task", "config", "bus", "pipeline", "git")),
          Map.entry("notification", List.of("task", "config", "bus", "pipeline", "net")));

  @ArchTest
  static final ArchRule NO_CIRCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static void everyPackageKnowsOnlyWhatItMay(com.tngtech.archunit.core.domain.JavaClasses classes) {
    MAY_KNOW.forEach(
        (name, known) ->
            ArchRuleDefinition.noClasses()
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
