package io.llmdevops.secrets.leaks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All rules, by their keywords. Immutable; read once, when the first text is searched. */
final class RuleBook {

  private final List<Rule> rules;
  private final List<String> words;
  private final List<List<Rule>> formsOf = new ArrayList<>();
  private final boolean[] ofName;
  private final Keywords keywords;

  RuleBook(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    Map<String, List<Rule>> byWord = new LinkedHashMap<>();
    rules.forEach(
        rule ->
            rule.keywords()
                .forEach(
                    word -> byWord.computeIfAbsent(word, fresh -> new ArrayList<>()).add(rule)));
    SecretName.STEMS.forEach(stem -> byWord.computeIfAbsent(stem, fresh -> new ArrayList<>()));
    words = List.copyOf(byWord.keySet());
    ofName = new boolean[words.size()];
    for (var index = 0; index < ofName.length; index++) {
      var rulesOfWord = byWord.get(words.get(index));
      formsOf.add(rulesOfWord.stream().filter(rule -> rule.where() != Rule.Where.NAMED).toList());
      ofName[index] =
          formsOf.get(index).size() < rulesOfWord.size()
              || SecretName.STEMS.contains(words.get(index));
    }
    keywords = new Keywords(words);
  }

  /** Those of {@code secrets/rules.tsv}. */
  static RuleBook get() {
    return Lazily.BOOK;
  }

  /** Read by the first who asks. */
  private static final class Lazily {
    private static final RuleBook BOOK = new RuleBook(RuleTable.read());
  }

  List<Rule> rules() {
    return rules;
  }

  Keywords keywords() {
    return keywords;
  }

  String word(int index) {
    return words.get(index);
  }

  /** The rules whose secrets hold that word. */
  List<Rule> formsOf(int word) {
    return formsOf.get(word);
  }

  /** Names that hold that word may be those of secrets. */
  boolean isOfName(int word) {
    return ofName[word];
  }

  /** The rules for what is given to a name like that. */
  List<Rule> namedBy(String name) {
    var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
    return rules.stream()
        .filter(rule -> rule.where() == Rule.Where.NAMED)
        .filter(rule -> rule.keywords().stream().anyMatch(plain::contains))
        .toList();
  }

  Map<String, List<Rule>> byProvider() {
    return rules.stream().collect(Collectors.groupingBy(Rule::provider));
  }
}
