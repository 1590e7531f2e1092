package io.llmdevops.check.statement;

import io.llmdevops.check.statement.Statements.Ruling;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final String DECORATION = "[ \\t>*_`~#|+\\-]*+(?:\\d{1,3}[.)])?+[ \\t*_`]*+";

  private static final Pattern OPENING =
      Pattern.compile(
          "(?:^|(?<=/>|verdict\\s{0,3}>))" + DECORATION + "<\\s*verdict\\b([^<>]*)>",
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
    var openings = OPENING.matcher(answer).results().toList();
    for (var at = 0; at < openings.size(); at++) {
      var opening = openings.get(at);
      var to = at + 1 < openings.size() ? openings.get(at + 1).start() : answer.length();
      take(opening.group(1), reason(answer.substring(opening.end(), to)));
    }
  }

  private static String reason(String rest) {
    var closing = CLOSING.matcher(rest);
    return (closing.find() ? rest.substring(0, closing.start()) : rest).strip();
  }

  private void take(String attributes, String reason) {
    var number = first(NUMBER, attributes).map(Integer::parseInt).filter(asked::contains);
    var verdict =
        first(VALUE, attributes).map(value -> Verdict.valueOf(value.toUpperCase(Locale.ROOT)));
    if (number.isPresent() && verdict.isPresent()) {
      rulings.merge(number.get(), new Ruling(verdict.get(), reason), VerdictReader::both);
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
