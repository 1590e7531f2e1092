package io.llmdevops.secrets.leaks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The rules in {@code secrets/rules.tsv}, one a line: provider, kind, where the keyword stands, the
 * keywords (a file without any is never searched with the expression), an RE2 expression, what else
 * is looked at, and the page that tells the form.
 */
final class RuleTable {

  private static final String RESOURCE = "/secrets/rules.tsv";
  private static final int COLUMNS = 7;

  private RuleTable() {}

  static List<Rule> read() {
    try (var in = RuleTable.class.getResourceAsStream(RESOURCE);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(RuleTable::rule).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule rule(String line) {
    var columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("a rule has " + COLUMNS + " columns, not so: " + columns[1]);
    }
    return new Rule(
        columns[0],
        columns[1],
        Rule.Where.valueOf(columns[2].toUpperCase(Locale.ROOT)),
        List.of(columns[3].split(" ")),
        columns[4],
        Structure.named(columns[5]),
        columns[6]);
  }
}
