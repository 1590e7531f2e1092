package io.llmdevops.secrets.leaks;

import com.google.re2j.Matcher;

/**
 * Where an expression has matched.
 *
 * @param at where the match starts in the text
 * @param name what it is assigned to, empty where that is not known
 * @param keyword what of it is the same in every secret of the kind
 */
record Match(String text, int at, Matcher matcher, String name, String keyword) {

  String found() {
    return matcher.group();
  }

  String group(int number) {
    return matcher.group(number);
  }

  /** What is the secret's own. */
  String body() {
    var found = matcher.groupCount() > 0 ? matcher.group(1) : found();
    return found.startsWith(keyword) ? found.substring(keyword.length()) : found;
  }

  /** The character before it; a blank where there is none. */
  char before() {
    var equals = at > 0 && text.charAt(at - 1) == '=';
    return at == 0 || equals ? ' ' : text.charAt(at - 1);
  }

  char behind() {
    var end = at + matcher.end();
    return end == text.length() ? ' ' : text.charAt(end);
  }

  String around(int characters) {
    return text.substring(Math.max(0, at - characters), Math.min(text.length(), at + characters));
  }
}
