package io.llmdevops.secrets.leaks;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * One published form of a secret. Its expression is compiled when first needed: most files hold
 * none of its keywords, and a start of the engine waits for none of them.
 */
final class Rule {

  /** Where its keyword stands. */
  enum Where {
    /** At the secret's start. */
    START,
    /** Within the secret. */
    INSIDE,
    /** In the name that the secret is given to. */
    NAMED
  }

  /** Characters that an expression gets to see; more where a key has lines of its own. */
  private static final int WINDOW = 400;

  private static final int WIDE_WINDOW = 1200;

  private final String provider;
  private final String kind;
  private final Where where;
  private final List<String> keywords;
  private final String expression;
  private final Structure structure;
  private final String source;
  private volatile Pattern compiled;

  Rule(
      String provider,
      String kind,
      Where where,
      List<String> keywords,
      String expression,
      Structure structure,
      String source) {
    this.provider = provider;
    this.kind = kind;
    this.where = where;
    this.keywords = keywords;
    this.expression = expression;
    this.structure = structure;
    this.source = source;
  }

  String provider() {
    return provider;
  }

  String kind() {
    return kind;
  }

  Where where() {
    return where;
  }

  List<String> keywords() {
    return keywords;
  }

  Structure structure() {
    return structure;
  }

  String source() {
    return source;
  }

  /** Of what stands there; {@code lookingAt} has not been asked yet. */
  Matcher matcher(String text, int at) {
    return pattern().matcher(text.substring(at, Math.min(text.length(), at + window())));
  }

  int window() {
    return structure == Structure.LAX ? WIDE_WINDOW : WINDOW;
  }

  /** Its keyword may be written in any case. */
  boolean isCaseless() {
    return expression.startsWith("(?i)");
  }

  private Pattern pattern() {
    var pattern = compiled;
    if (pattern == null) {
      pattern = Pattern.compile(expression);
      compiled = pattern;
    }
    return pattern;
  }

  @Override
  public String toString() {
    return kind;
  }
}
