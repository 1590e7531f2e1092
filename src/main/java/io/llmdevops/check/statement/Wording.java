package io.llmdevops.check.statement;

import java.util.regex.Pattern;

/**
 * Whole sentences, without the article in front and the stop at the end, that can mean one thing
 * only. What is said of a file is in the group {@code file}.
 */
final class Wording {

  private static final String REPO = "(?:repo|repository|project)";
  private static final String ROOT = "(?:root(?: (?:directory|folder|level))?)";

  /** Where in the repository. */
  private static final String PLACE =
      "(?: (?:at|in|to) (?:the )?(?:"
          + (REPO + "(?:'s)?(?: " + ROOT + ")?|")
          + (ROOT + "(?: of (?:the )?" + REPO + ")?")
          + "))";

  static final Pattern LICENCE =
      sentence(
          (REPO
                  + " (?:has|contains|includes) (?:an? |the )?mit licen[cs]e(?: file)?"
                  + PLACE
                  + "?|")
              + (REPO + " is (?:mit[ -]licensed|licensed under (?:the )?mit(?: licen[cs]e)?)|")
              + "licen[cs]e(?: file)? (?:is|contains|holds) (?:an? |the )?mit(?: licen[cs]e)?|"
              + ("mit licen[cs]e(?: file)? (?:exists|is present|is included)" + PLACE + "?"));

  static final Pattern UNCHANGED =
      sentence(
          "(?<file>.+?) (?:"
              + "(?:is|was) (?:published|committed|served|included|kept|left) (?:unchanged|verbatim"
              + "|unmodified|byte for byte|(?:exactly )?as (?:attached|is))"
              + "|(?:is|was) (?:unchanged|unmodified|not changed|not modified)"
              + "|(?:is identical to|equals|matches) the (?:attachment|attached file)(?: exactly)?)");

  static final Pattern EXISTS =
      sentence(
          "(?<file>.+?) (?:(?:exists|is there|is (?:present|committed|included|published))(?<in>"
              + (PLACE + ")?|is(?<at>" + PLACE + "))"));

  static final Pattern HAS =
      sentence(REPO + " (?:has|contains|includes) (?<file>.+?)(?<in>" + PLACE + ")?");

  static final Pattern FILLED = sentence("(?<file>.+?) (?:exists and )?is (?:not |non-)empty");

  static final Pattern VALID =
      sentence(
          "(?<file>.+?) (?:(?:is|contains|holds) (?:an? )?(?:valid|well-formed)"
              + "|parses as|can be parsed as) (?<format>json|ya?ml|xml|svg|csv)"
              + "(?: file| document)?");

  private Wording() {}

  private static Pattern sentence(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }
}
