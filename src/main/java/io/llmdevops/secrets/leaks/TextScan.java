package io.llmdevops.secrets.leaks;

import java.util.ArrayList;
import java.util.List;

/** Searches one text once. Not thread-safe, and of no use afterwards. */
final class TextScan {

  /** Leaks of one text that are gathered. */
  static final int MOST = 20;

  /** What is told where a text makes more work than any page does. */
  static final String UNSEARCHED = "heap of keys, too large to be searched to its end";

  /** Some ten times as many as 16 MiB of program text ask for. */
  static final int MOST_ATTEMPTS = 500_000;

  /** Of what is given to a name. */
  private static final int SHORTEST = 12;

  private final RuleBook book;
  private final String text;
  private final List<Place> places = new ArrayList<>();
  private Hit last = Hit.NONE;
  private int nameEnd;
  private int attempts;

  TextScan(RuleBook book, String text) {
    this.book = book;
    this.text = text;
  }

  /** Which of several rules is right about one place: the later of these. */
  private enum Weight {
    RANDOM,
    FORM,
    NAMED
  }

  /** A secret, or what must not be taken for one. */
  private record Hit(int from, int to, Weight weight, Finding finding, String kind) {

    static final Hit NONE = new Hit(0, 0, Weight.RANDOM, Finding.NONE, "");

    boolean overlaps(Hit other) {
      return from < other.to && other.from < to;
    }
  }

  /** A leak, and where it starts. */
  record Place(String kind, int at) {}

  /** In order. */
  List<Place> places() {
    book.keywords().each(text, this::found);
    settle(Hit.NONE);
    return places;
  }

  private boolean found(int word, int end) {
    var start = end - book.word(word).length();
    for (var rule : book.formsOf(word)) {
      if (rule.where() == Rule.Where.INSIDE) {
        judgeAround(rule, start, book.word(word));
      } else if (startsThere(rule, word, start)) {
        judge(rule, start, book.word(word));
      }
    }
    if (book.isOfName(word) && end > nameEnd) {
      nameEnd = Assignment.nameEnd(text, end);
      var assignment = Assignment.around(text, start, nameEnd);
      if (assignment != null) {
        judge(assignment);
      }
    }
    return places.size() < MOST && !isExhausted(end);
  }

  /** What is too much work is told, so that nothing is taken for searched that is not. */
  private boolean isExhausted(int at) {
    if (attempts <= MOST_ATTEMPTS) {
      return false;
    }
    settle(new Hit(at, at + 1, Weight.FORM, Finding.LEAK, UNSEARCHED));
    return true;
  }

  private boolean startsThere(Rule rule, int word, int start) {
    return Edges.isFreeBefore(text, start)
        && (rule.isCaseless() || text.startsWith(book.word(word), start));
  }

  /** Of a keyword with nothing in front no expression of that kind makes anything. */
  private void judgeAround(Rule rule, int start, String keyword) {
    var from = Edges.runStart(text, start);
    if (from < start) {
      judge(rule, from, keyword);
    }
  }

  private void judge(Rule rule, int start, String keyword) {
    attempts++;
    var matcher = rule.matcher(text, start);
    if (!matcher.lookingAt()) {
      return;
    }
    var end = start + matcher.end();
    if (matcher.end() == rule.window() || Edges.isFreeBehind(text, end)) {
      var finding = rule.structure().judge(new Match(text, start, matcher, "", keyword));
      add(new Hit(start, end, Weight.FORM, finding, rule.kind()));
    }
  }

  private void judge(Assignment assignment) {
    var value = assignment.value();
    var end = assignment.at() + value.length();
    if (value.length() < SHORTEST) {
      return;
    }
    attempts++;
    for (var rule : book.namedBy(assignment.name())) {
      var matcher = rule.matcher(value, 0);
      if (matcher.matches() && !SecretName.isHarmless(assignment.name())) {
        var match = new Match(text, assignment.at(), matcher, assignment.name(), "");
        var finding = rule.structure().judge(match);
        add(new Hit(assignment.at(), end, Weight.NAMED, finding, rule.kind()));
        return;
      }
    }
    if (RandomValue.isLeak(assignment)) {
      add(new Hit(assignment.at(), end, Weight.RANDOM, Finding.LEAK, RandomValue.KIND));
    }
  }

  /**
   * Two rules on one place come one right after the other, since a name stands before its value.
   */
  private void add(Hit hit) {
    if (hit.finding == Finding.NONE) {
      return;
    }
    if (!hit.overlaps(last)) {
      settle(hit);
    } else if (hit.weight.compareTo(last.weight) > 0) {
      last = hit;
    }
  }

  /** The last hit stands; what comes is the next to be doubted. */
  private void settle(Hit next) {
    if (last.finding == Finding.LEAK) {
      places.add(new Place(last.kind, last.from));
    }
    last = next;
  }
}
