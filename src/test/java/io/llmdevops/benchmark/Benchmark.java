package io.llmdevops.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the engine's figures on the fat jar named by {@code -Dengine.jar} and prints them beside
 * their aims. Asserts nothing. Names of sections as arguments run only these; {@code
 * -Dbenchmark.dir} names a folder on another disk, {@code -Dbenchmark.options} adds options to
 * every engine's virtual machine, {@code -Dbenchmark.verbose=true} explains all figures.
 */
public final class Benchmark {

  private static final Map<String, Section> SECTIONS = sections();

  private Benchmark() {}

  private static Map<String, Section> sections() {
    var sections = new LinkedHashMap<String, Section>();
    sections.put("disk", new DiskProbe());
    sections.put("start", new StartToReady());
    sections.put("accepts", new Accepts(false));
    sections.put("accepts-all-roles", new Accepts(true));
    sections.put("task", new OneTask());
    sections.put("tasks", new ManyTasks());
    sections.put("memory", new WaitingTasks());
    sections.put("reading", new ReadingAnswers());
    sections.put("streams", new SlowStreams());
    sections.put("second-round", new SecondRound());
    sections.put("browser", new PagesInBrowser());
    sections.put("secrets", new SecretsScan());
    sections.put("github-calls", new CallsPerTask());
    sections.put("github-first-rounds", ShareOfLimits.firstRounds());
    sections.put("github-second-rounds", ShareOfLimits.secondRounds());
    sections.put("github-memory", new ClosedWindow());
    sections.put("local-flow", new LocalFlow());
    sections.put("claims", new ClaimsOnPostgres());
    sections.put("nodes", new TwoNodes());
    sections.put("wake-ups", new WakeUps());
    return sections;
  }

  public static void main(String[] arguments) throws Exception {
    var wanted = arguments.length == 0 ? SECTIONS.keySet() : Set.of(arguments);
    var jar = Path.of(System.getProperty("engine.jar", "target/llm-devops-engine.jar"));
    var root = Path.of(System.getProperty("benchmark.dir", "target/benchmark"));
    var figures = new ArrayList<Figure>();
    try (var place = new Workplace(jar, root)) {
      for (var section : SECTIONS.entrySet()) {
        if (wanted.contains(section.getKey())) {
          System.out.println("measuring: " + section.getKey());
          figures.addAll(measure(section.getKey(), section.getValue(), place));
        }
      }
    }
    print(figures);
  }

  /** One that cannot be measured costs none of the others. */
  private static List<Figure> measure(String name, Section section, Workplace place) {
    try {
      return section.measure(place);
    } catch (Exception e) {
      var failure = "could not be measured: " + e;
      return List.of(new Figure(name, failure, "to be measured", false, List.of()));
    }
  }

  private static void print(List<Figure> figures) {
    System.out.println();
    for (var figure : figures) {
      System.out.printf(
          "%-50s %-16s %-8s %s%n",
          figure.name(), figure.aim(), figure.verdict(), figure.measured());
      if (!figure.reached() || Boolean.getBoolean("benchmark.verbose")) {
        figure.limits().forEach(limit -> System.out.println("    " + limit));
      }
    }
  }
}
