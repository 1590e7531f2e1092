package io.llmdevops.check.page;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what a page says of its own site into the site's own terms: paths as in the repository. The
 * origin that it was served from is nobody's business, and another one each time.
 */
final class SiteText {

  private static final String HOST = "site-[a-zA-Z0-9-]+\\.localhost(?::\\d+)?";
  private static final Pattern ANY_HOST = Pattern.compile(HOST);

  /** An address with what may follow it within an error's stack: line and column. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?|wss?)://"
              + HOST
              + "(?<path>/[^\\s\"'`<>()\\[\\]?#:,;]*)?"
              + "(?<query>[?#][^\\s\"'`<>()\\[\\]]*?)?"
              + "(?<line>(?::\\d+)*)(?=[\\s\"'`<>()\\[\\]:,;.]|$)");

  private final String folder;

  /**
   * @param folder where the site lies on its server
   */
  SiteText(String folder) {
    this.folder = "/" + folder + "/";
  }

  /** The text with every address of the site relative to its root. */
  String of(String text) {
    var relative = ADDRESS.matcher(text).replaceAll(found -> quoted(relative(found)));
    return ANY_HOST.matcher(relative).replaceAll("the-site");
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private String relative(MatchResult found) {
    var path = text(found, 1);
    var inSite = path.startsWith(folder) ? path.substring(folder.length()) : path;
    var line = text(found, 3);
    var isIndex = inSite.isEmpty() || inSite.endsWith("/") && !line.isEmpty();
    return inSite + (isIndex ? "index.html" : "") + text(found, 2) + line;
  }

  private static String text(MatchResult found, int group) {
    return found.group(group) == null ? "" : found.group(group);
  }
}
