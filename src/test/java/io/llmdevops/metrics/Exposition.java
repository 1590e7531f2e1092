package io.llmdevops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads metrics as Prometheus would, and takes nothing that its documentation ("Exposition
 * formats", text version 0.0.4) or the specification of OpenMetrics 1.0.0 does not allow.
 */
public final class Exposition {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL =
      "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"";
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE|UNIT) (" + NAME + ") (.*)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*,?)\\})? (\\S+)");
  private static final Pattern ONE_LABEL = Pattern.compile(LABEL);
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped", "unknown", "info");

  private final boolean openMetrics;
  private final Map<Series, Double> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private String family = "";

  /** A sample's name and labels. */
  public record Series(String name, Map<String, String> labels) {

    Series without(String label) {
      var others = new TreeMap<>(labels);
      others.remove(label);
      return new Series(name, others);
    }

    Series named(String other) {
      return new Series(other, labels);
    }
  }

  private Exposition(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  /** What is measured of this Vert.x now. */
  public static Exposition of(Vertx vertx) {
    return ofText(Meters.of(vertx).scrape(Format.TEXT));
  }

  /** Fails the test where the text is not valid. */
  public static Exposition ofText(String text) {
    return new Exposition(false).read(text);
  }

  /** Likewise, for OpenMetrics. */
  public static Exposition ofOpenMetrics(String text) {
    assertThat(text).endsWith("\n# EOF\n");
    return new Exposition(true).read(text.substring(0, text.length() - "# EOF\n".length()));
  }

  private Exposition read(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n");
    text.lines().forEach(this::readLine);
    assertThat(types.keySet()).as("each says what it is").containsAll(helps.keySet());
    checkHistograms();
    return this;
  }

  private void readLine(String line) {
    var comment = COMMENT.matcher(line);
    if (comment.matches()) {
      begin(comment.group(2));
      if (comment.group(1).equals("TYPE")) {
        assertThat(TYPES).contains(comment.group(3));
        assertThat(types.put(family, comment.group(3))).as("one type: " + line).isNull();
      } else if (comment.group(1).equals("HELP")) {
        assertThat(helps.put(family, comment.group(3))).as("one help: " + line).isNull();
      }
      return;
    }
    var sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    var name = sample.group(1);
    begin(familyOf(name));
    var series = new Series(name, labels(sample.group(2)));
    var value = number(sample.group(sample.groupCount()));
    assertThat(samples.put(series, value)).as("only once: " + line).isNull();
    if ("counter".equals(types.get(family))) {
      assertThat(value).as(line).isNotNegative();
      assertThat(name).matches(openMetrics ? ".*(_total|_created)" : ".*");
    }
  }

  /** All lines of one family stand together. */
  private void begin(String name) {
    if (!name.equals(family)) {
      finished.add(family);
      assertThat(finished).as("in one group").doesNotContain(name);
      family = name;
    }
  }

  private String familyOf(String sample) {
    assertThat(types).as("a type before " + sample).containsKey(family);
    var suffixes =
        switch (types.get(family)) {
          case "histogram" -> List.of("_bucket", "_count", "_sum", "_created");
          case "summary" -> List.of("", "_count", "_sum", "_created");
          case "counter" -> openMetrics ? List.of("_total", "_created") : List.of("");
          case "info" -> List.of("_info");
          default -> List.of("");
        };
    assertThat(suffixes.stream().map(suffix -> family + suffix)).contains(sample);
    return family;
  }

  private static Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    if (text != null) {
      var each = ONE_LABEL.matcher(text);
      while (each.find()) {
        assertThat(labels.put(each.group(1), each.group(2))).as("one label: " + text).isNull();
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private void checkHistograms() {
    var buckets = new LinkedHashMap<Series, List<Series>>();
    samples.keySet().stream()
        .filter(series -> series.name().endsWith("_bucket"))
        .forEach(
            series ->
                buckets
                    .computeIfAbsent(series.without("le"), none -> new ArrayList<>())
                    .add(series));
    buckets.forEach(
        (histogram, those) -> {
          assertThat(those).extracting(s -> number(s.labels().get("le"))).isSorted();
          assertThat(those).extracting(samples::get).isSorted();
          var last = those.get(those.size() - 1);
          assertThat(last.labels()).containsEntry("le", "+Inf");
          var count = histogram.named(histogram.name().replaceFirst("_bucket$", "_count"));
          assertThat(samples.get(last)).isEqualTo(samples.get(count));
        });
  }

  /** Everything there is. */
  public Map<Series, Double> samples() {
    return samples;
  }

  /** What each family is, by its name. */
  public Map<String, String> types() {
    return types;
  }

  /**
   * The sum of all samples of this name with these labels among theirs.
   *
   * @param labels names and values in turn
   */
  public double sum(String name, String... labels) {
    return samples.entrySet().stream()
        .filter(each -> each.getKey().name().equals(name))
        .filter(each -> has(each.getKey().labels(), labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean has(Map<String, String> all, String... wanted) {
    for (var at = 0; at < wanted.length; at += 2) {
      if (!wanted[at + 1].equals(all.get(wanted[at]))) {
        return false;
      }
    }
    return true;
  }
}
