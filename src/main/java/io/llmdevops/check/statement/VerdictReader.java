package io.llmdevops.check.statement;

import io.llmdevops.check.statement.Statements.Ruling;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads verdicts out of a model's answer, as far as they can be told: in any order, spelling of the
 * tag and decoration. A tag counts only where a line or another tag's end lets it begin, since one
 * in the middle of a reason is a quotation: pages may hold verdicts of their own.
 */
final class VerdictReader {

  private static final Ruling CONTRADICTORY =
      new Ruling(Verdict.NOT_JUDGED, "the model contradicted itself");

  /** What Markdown puts before the text of a line. */
  private static final String DECORATION = "[\\s>*_`~#|+\\-]*+(?:\\d{1,3}[.)])?+[\\s*_`]*+";

  private static final Pattern OPENING =
      Pattern.compile(
          "(?:^|</\\s*verdict\\s*>|/>)" + DECORATION + "<\\s*verdict\\b([^<>]*)>",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOSING =
      Pattern.compile("</\\s*verdict\\s*>", Pattern.CASE_INSENSITIVE);

  private static final String QUOTE = "[\\s\"'“”‘’`\\\\#]*+";
  private static final Pattern NUMBER =
      Pattern.compile("\\bn\\s*=" + QUOTE + "(\\d{1,4})\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile(
          "\\bvalue\\s*=" + QUOTE + "(pass|fail)(?:ed|s|es)?\\b", Pattern.CASE_INSENSITIVE);

  private final String answer;
  private final Set<Integer> asked;
  private final Map<Integer, Ruling> rulings = new HashMap<>();

  private VerdictReader(String answer, Set<Integer> asked) {
    this.answer = answer;
    this.asked = asked;
  }

  /**
   * The verdicts on what was asked, by number; those on anything else do not count. Of verdicts
   * that agree the first has the reason; where they do not, there is none.
   */
  static Map<Integer, Ruling> read(String answer, Set<Integer> asked) {
    var reader = new VerdictReader(answer, asked);
    reader.read();
    return Map.copyOf(reader.rulings);
  }

  private void read() {
    var opening = OPENING.matcher(answer);
    var isOpen = opening.find();
    while (isOpen) {
      var attributes = opening.group(1);
      var from = opening.end();
      // The end of one tag may be what lets the next begin, so it is looked at twice.
      var closing = CLOSING.matcher(answer);
      var isClosed = !attributes.endsWith("/") && closing.find(from);
      isOpen = opening.find(attributes.endsWith("/") ? from - 2 : from);
      var to = isClosed ? closing.start() : answer.length();
      to = isOpen ? Math.min(to, startOf(opening)) : to;
      take(attributes, answer.substring(from, Math.max(from, to)));
    }
  }

  private int startOf(Matcher opening) {
    return answer.lastIndexOf('<', opening.start(1) - 1);
  }

  private void take(String attributes, String reason) {
    var number = first(NUMBER, attributes).map(Integer::parseInt).filter(asked::contains);
    var verdict =
        first(VALUE, attributes).map(value -> Verdict.valueOf(value.toUpperCase(Locale.ROOT)));
    if (number.isPresent() && verdict.isPresent()) {
      rulings.merge(number.get(), new Ruling(verdict.get(), reason.strip()), VerdictReader::both);
    }
  }

  private static Ruling both(Ruling first, Ruling second) {
    return first.verdict() == second.verdict() ? first : CONTRADICTORY;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
