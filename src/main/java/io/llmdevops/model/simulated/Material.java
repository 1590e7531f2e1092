package io.llmdevops.model.simulated;

import io.llmdevops.config.Packaged;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts that the simulated model makes its sites of. */
final class Material {

  static final String PAGE = load("page.html");
  static final String README = load("readme.md");
  static final String STYLE = load("style.css");
  static final String SCRIPT = load("attachments.js");
  static final String ICON = load("icon.svg");

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Material() {}

  /** The text with its places filled, in one pass: what is filled in is not looked at again. */
  static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }

  private static String load(String name) {
    return Packaged.text("simulated/" + name);
  }
}
