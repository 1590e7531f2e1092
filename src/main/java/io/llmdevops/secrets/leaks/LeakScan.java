package io.llmdevops.secrets.leaks;

import io.llmdevops.task.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what looks like anybody's secret: keys of the forms that providers have published, private
 * keys, addresses with passwords, and random text that is assigned to what is called a secret; also
 * where it is percent-encoded, escaped, in base64 or put together from literals. In time linear in
 * what is searched, on RE2J. Thread-safe, and made in no time: the rules are read when first asked.
 */
public final class LeakScan {

  /** Leaks of one file that are told. */
  public static final int MOST = TextScan.MOST;

  /** With these, some of them the same, nobody asks for more. */
  private static final int ENOUGH = 20 * MOST;

  /** What this file seems to give away, in order, at most 20; nothing for what is not text. */
  public List<Leak> in(Content content) {
    return FileText.of(content).map(this::in).orElse(List.of());
  }

  /** Likewise of a text. */
  public List<Leak> in(String text) {
    List<Leak> leaks = new ArrayList<>(leaks(text, 1));
    for (var notation : Notation.values()) {
      var undone = Undone.of(text, notation);
      if (!undone.isEmpty()) {
        leaks.addAll(leaks(undone, 1));
      }
    }
    Base64Runs.each(text, (decoded, at) -> addFrom(decoded, text, at, leaks));
    return leaks.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Leak::line))
        .limit(MOST)
        .toList();
  }

  private static List<Leak> leaks(String text, int firstLine) {
    List<Leak> leaks = new ArrayList<>();
    var line = firstLine;
    var from = 0;
    for (var place : new TextScan(RuleBook.get(), text).places()) {
      line += lineEnds(text, from, place.at());
      from = Math.max(from, place.at());
      leaks.add(new Leak(place.kind(), line));
    }
    return leaks;
  }

  /** What one piece of a text stands for: all on the line where that starts. */
  private static void addFrom(String decoded, String text, int at, List<Leak> leaks) {
    if (leaks.size() < ENOUGH) {
      var places = new TextScan(RuleBook.get(), decoded).places();
      var line = places.isEmpty() ? 0 : 1 + lineEnds(text, 0, at);
      places.forEach(place -> leaks.add(new Leak(place.kind(), line)));
    }
  }

  private static int lineEnds(String text, int from, int to) {
    var count = 0;
    for (var at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    return count;
  }
}
