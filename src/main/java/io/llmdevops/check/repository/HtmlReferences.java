package io.llmdevops.check.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * What a page loads or links to as it stands (HTML Living Standard, the index of attributes). What
 * stands in a {@code template} or in a script is built later, if at all, and is not guessed.
 *
 * @param base the value of the first {@code <base href>}
 */
record HtmlReferences(Optional<Reference> base, List<Reference> references) {

  private static final String META_REFRESH = "refresh";

  /** Which elements name a file in which attributes; {@code *} means any element. */
  private static final Map<String, Set<String>> ELEMENTS_BY_ATTRIBUTE =
      Map.of(
          "href", Set.of("a", "area", "link", "use", "image"),
          "xlink:href", Set.of("use", "image"),
          "src",
              Set.of(
                  "script", "img", "iframe", "frame", "source", "video", "audio", "track", "embed",
                  "input"),
          "poster", Set.of("video"),
          "data", Set.of("object"),
          "action", Set.of("form"),
          "formaction", Set.of("button", "input"),
          "srcset", Set.of("img", "source"),
          "imagesrcset", Set.of("link"),
          "background", Set.of("body"));

  private static final Set<String> SETS = Set.of("srcset", "imagesrcset");
  private static final Set<String> WEAK = Set.of("action", "formaction");

  /** Kinds of link that name an origin or an identity, not a file. */
  private static final Set<String> NOT_FILES = Set.of("preconnect", "dns-prefetch", "profile");

  static HtmlReferences of(String html) {
    var document = Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
    var found = new ArrayList<Reference>();
    NodeTraversor.filter(collectInto(found), document);
    return new HtmlReferences(base(document), List.copyOf(found));
  }

  private static Optional<Reference> base(Document document) {
    return Optional.ofNullable(document.selectFirst("base[href]"))
        .map(element -> reference(element, "href", element.attr("href")));
  }

  private static NodeFilter collectInto(List<Reference> found) {
    return (Node node, int depth) -> {
      if (!(node instanceof Element element)) {
        return NodeFilter.FilterResult.CONTINUE;
      }
      if (element.normalName().equals("template")) {
        return NodeFilter.FilterResult.SKIP_ENTIRELY;
      }
      collect(element, found);
      return NodeFilter.FilterResult.CONTINUE;
    };
  }

  private static void collect(Element element, List<Reference> found) {
    var name = element.normalName();
    for (var attribute : element.attributes()) {
      var key = attribute.getKey().toLowerCase(Locale.ROOT);
      if (ELEMENTS_BY_ATTRIBUTE.getOrDefault(key, Set.of()).contains(name) && isFile(element)) {
        targets(key, attribute.getValue())
            .forEach(target -> found.add(reference(element, key, target)));
      } else if (key.equals("style")) {
        found.addAll(CssReferences.of(attribute.getValue(), line(element)));
      }
    }
    if (name.equals("style")) {
      styles(element, found);
    } else if (name.equals("meta")) {
      refresh(element).ifPresent(found::add);
    }
  }

  private static boolean isFile(Element element) {
    return !element.normalName().equals("link")
        || Set.of(element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+", 5)).stream()
            .noneMatch(NOT_FILES::contains);
  }

  private static List<String> targets(String attribute, String value) {
    return SETS.contains(attribute) ? SrcSet.urls(value) : List.of(value);
  }

  private static void styles(Element element, List<Reference> found) {
    for (var node : element.dataNodes()) {
      found.addAll(CssReferences.of(node.getWholeData(), line(element)));
    }
  }

  /** {@code content="5; url=other.html"}. */
  private static Optional<Reference> refresh(Element meta) {
    var content = meta.attr("content");
    var url = content.toLowerCase(Locale.ROOT).indexOf("url=");
    return !meta.attr("http-equiv").equalsIgnoreCase(META_REFRESH) || url < 0
        ? Optional.empty()
        : Optional.of(reference(meta, META_REFRESH, unquoted(content.substring(url + 4).strip())));
  }

  private static String unquoted(String text) {
    var quoted = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    var end = quoted ? text.indexOf(text.charAt(0), 1) : -1;
    return end > 0 ? text.substring(1, end) : text;
  }

  private static Reference reference(Element element, String attribute, String target) {
    var what = "<" + element.normalName() + " " + attribute + ">";
    return new Reference(target, line(element), what, WEAK.contains(attribute));
  }

  private static int line(Element element) {
    return Math.max(1, element.sourceRange().start().lineNumber());
  }
}
