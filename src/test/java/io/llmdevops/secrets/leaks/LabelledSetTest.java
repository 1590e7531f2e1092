package io.llmdevops.secrets.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Content;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Misses and false alarms, counted over texts of which it is known what they hold. */
class LabelledSetTest {

  private static final LeakScan SCAN = new LeakScan();

  /** Keys of each kind and surroundings. */
  private static final int KEYS = 2;

  /** How a name and its value stand in a file of some sort. */
  private static final Map<String, BinaryOperator<String>> SURROUNDINGS = surroundings();

  private static Map<String, BinaryOperator<String>> surroundings() {
    Map<String, BinaryOperator<String>> all = new LinkedHashMap<>();
    all.put("script", (name, value) -> "const " + plain(name) + " = \"" + value + "\";");
    all.put("typed", (name, value) -> "let " + plain(name) + ": string = '" + value + "';");
    all.put("property", (name, value) -> "config." + plain(name) + " = `" + value + "`;");
    all.put("JSON", (name, value) -> "{\"a\": 1, \"" + name + "\": \"" + value + "\"}");
    all.put("YAML", (name, value) -> "app:\n  " + name + ": " + value + "\n  debug: no\n");
    all.put(".env", (name, value) -> "DEBUG=1\n" + name + "=" + value + "\nPORT=80\n");
    all.put("attribute", (name, value) -> "<div data-" + name + "=\"" + value + "\"></div>");
    all.put("meta", (name, value) -> "<meta name=\"" + name + "\" content='" + value + "'>");
    all.put("manual", (name, value) -> "Set `" + name + "=" + value + "` first.");
    all.put("Python", (name, value) -> "os.environ['" + name + "'] = '" + value + "'");
    all.put("comment", (name, value) -> "// " + name + ": " + value + "\nlet a = 1;");
    all.put("minified", (name, value) -> "var a=1,b={" + plain(name) + ":\"" + value + "\"},c=2;");
    all.put("fallback", (name, value) -> "x = process.env." + plain(name) + " || '" + value + "'");
    all.put("header", (name, value) -> "headers.set('" + name + "', 'Bearer " + value + "')");
    return all;
  }

  private static String plain(String name) {
    return name.replace('-', '_');
  }

  @Test
  void findsAKeyOfEveryKindInEverySurroundings() {
    var specimens = new Specimens(5);
    var misses = new ArrayList<String>();
    var count = 0;
    for (var sort : Specimens.sorts()) {
      for (var place : SURROUNDINGS.entrySet()) {
        for (var each = 0; each < KEYS; each++) {
          var text = place.getValue().apply(sort.name(), specimens.key(sort));
          count++;
          if (SCAN.in(text).stream().noneMatch(leak -> leak.kind().equals(sort.kind()))) {
            misses.add(sort.kind() + " in " + place.getKey() + ": " + text + " → " + SCAN.in(text));
          }
        }
      }
    }
    System.out.printf("leaks: %d keys in surroundings, %d missed%n", count, misses.size());
    assertThat(misses).isEmpty();
  }

  @Test
  void findsEachOnlyOnce() {
    var specimens = new Specimens(6);
    for (var sort : Specimens.sorts()) {
      var text = SURROUNDINGS.get("script").apply(sort.name(), specimens.key(sort));

      assertThat(SCAN.in(text)).as(sort.kind()).containsExactly(new Leak(sort.kind(), 1));
    }
  }

  @Test
  void hasALabelForEveryRuleAndARuleForEveryLabel() {
    var kinds = RuleBook.get().rules().stream().map(Rule::kind).toList();

    assertThat(kinds).doesNotHaveDuplicates();
    assertThat(Specimens.sorts()).extracting(Specimens.Sort::kind).hasSameElementsAs(kinds);
  }

  @Test
  void findsNothingInTextsWithoutSecrets() {
    var alarms = new ArrayList<String>();
    var specimens = new Specimens(7);
    var lines =
        Specimens.lines("/secrets/labelled/benign.txt").stream().map(specimens::filled).toList();
    for (var line : lines) {
      SCAN.in(line).forEach(leak -> alarms.add(leak.kind() + ": " + line));
    }
    System.out.printf("leaks: %d benign lines, %d false alarms%n", lines.size(), alarms.size());
    assertThat(alarms).isEmpty();
    assertThat(SCAN.in(String.join("\n", lines))).isEmpty();
  }

  /** Scripts, manuals, tables and settings of the libraries that the tests run with. */
  @Test
  void findsHardlyAnythingInOtherPeoplesFiles() throws IOException {
    var bytes = 0L;
    var alarms = new ArrayList<String>();
    for (var path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (path.endsWith(".jar")) {
        bytes += searched(path, alarms);
      }
    }
    System.out.printf("leaks: %.1f MB of libraries, %s%n", bytes / 1e6, alarms);
    assertThat(bytes).isGreaterThan(5_000_000);
    assertThat(alarms.size() * 1e6 / bytes).isLessThan(0.5);
  }

  private static long searched(String jar, List<String> alarms) throws IOException {
    var bytes = 0L;
    try (var zip = new ZipFile(jar)) {
      for (var entry : Collections.list(zip.entries())) {
        if (!entry.getName().endsWith(".class")) {
          var content = Content.of(zip.getInputStream(entry).readAllBytes());
          bytes += FileText.of(content).isPresent() ? content.size() : 0;
          SCAN.in(content).forEach(leak -> alarms.add(entry.getName() + ": " + leak));
        }
      }
    }
    return bytes;
  }
}
