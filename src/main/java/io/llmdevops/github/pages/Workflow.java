package io.llmdevops.github.pages;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Tells whether a workflow publishes what is pushed to {@code main}, without being asked to. */
final class Workflow {

  private static final String BRANCH = "main";
  private static final String DEPLOYING = "actions/deploy-pages@";
  private static final Pattern PLACE = Pattern.compile("\\.github/workflows/[^/]+\\.ya?ml");

  /** Characters; reading takes a time in proportion to them. */
  private static final int LONGEST = 128 * 1024;

  private Workflow() {}

  static boolean isAt(String path) {
    return PLACE.matcher(path).matches();
  }

  /** Of what cannot be read: no. GitHub would not run it either. */
  static boolean deploysWhatIsPushed(String text) {
    try {
      return text.length() <= LONGEST
          && read(text) instanceof Map<?, ?> workflow
          && runsOnPush(workflow)
          && deploys(workflow);
    } catch (RuntimeException | StackOverflowError unreadable) {
      // The reader fails in more ways than it declares.
      return false;
    }
  }

  private static Object read(String text) {
    var limits = new LoaderOptions();
    limits.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(limits)).load(text);
  }

  private static boolean runsOnPush(Map<?, ?> workflow) {
    // YAML 1.1 reads a bare "on" as true.
    var on = workflow.containsKey("on") ? workflow.get("on") : workflow.get(Boolean.TRUE);
    if (on instanceof Map<?, ?> triggers) {
      return triggers.containsKey("push") && letsMainThrough(triggers.get("push"));
    }
    return each(on).anyMatch("push"::equals);
  }

  /** Filters by path are not looked at: whether they match is another question with each push. */
  private static boolean letsMainThrough(Object push) {
    if (!(push instanceof Map<?, ?> filters)) {
      return true;
    }
    if (filters.containsKey("branches")) {
      return matches(filters.get("branches"));
    }
    if (filters.containsKey("branches-ignore")) {
      return !matches(filters.get("branches-ignore"));
    }
    return !filters.containsKey("tags") && !filters.containsKey("tags-ignore");
  }

  /** Of several patterns the last that matches counts (GitHub Docs, "Workflow syntax"). */
  private static boolean matches(Object patterns) {
    var matches = false;
    for (var pattern : each(patterns).map(Object::toString).toList()) {
      if (pattern.startsWith("!")) {
        matches &= !BranchPattern.matches(pattern.substring(1), BRANCH);
      } else {
        matches |= BranchPattern.matches(pattern, BRANCH);
      }
    }
    return matches;
  }

  private static boolean deploys(Map<?, ?> workflow) {
    return workflow.get("jobs") instanceof Map<?, ?> jobs
        && jobs.values().stream()
            .flatMap(job -> each(value(job, "steps")))
            .map(step -> value(step, "uses"))
            .filter(Objects::nonNull)
            .anyMatch(uses -> uses.toString().toLowerCase(Locale.ROOT).startsWith(DEPLOYING));
  }

  private static Object value(Object map, String key) {
    return map instanceof Map<?, ?> values ? values.get(key) : null;
  }

  private static Stream<?> each(Object value) {
    var list = value instanceof Collection<?> several ? several : singleton(value);
    return list.stream().filter(Objects::nonNull);
  }

  private static List<Object> singleton(Object value) {
    return value == null ? List.of() : List.of(value);
  }
}
