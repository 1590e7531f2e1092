package io.llmdevops.check.repository;

import io.llmdevops.check.repository.Reference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
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
          "href", Set.of("a", "area", "link", "use", "image", "feimage"),
          "xlink:href", Set.of("a", "use", "image", "feimage", "script"),
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
          "background", Set.of("body", "table", "td", "th"));

  private static final Set<String> SETS = Set.of("srcset", "imagesrcset");
  private static final Set<String> FORMS = Set.of("action", "formaction");
  private static final Set<String> LINKS = Set.of("a", "area", "meta");

  /** Fetch and "Mixed Content", section 3: what is not a picture, sound or video is blocked. */
  private static final Set<String> RUN =
      Set.of("script", "iframe", "frame", "object", "embed", "use", "track");

  /** Kinds of link that name an origin or an identity, not a file. */
  private static final Set<String> NOT_FILES = Set.of("preconnect", "dns-prefetch", "profile");

  private static final Set<String> LOADED = Set.of("stylesheet", "modulepreload", "manifest");
  private static final Set<String> UNLOADED =
      Set.of("canonical", "alternate", "prev", "next", "author", "license", "help", "search");

  static HtmlReferences of(String html) {
    return of(Parser.htmlParser(), html);
  }

  /** Of an image that is a document itself. */
  static HtmlReferences ofSvg(String svg) {
    return of(Parser.xmlParser(), svg);
  }

  private static HtmlReferences of(Parser parser, String text) {
    var document = parser.setTrackPosition(true).parseInput(text, "");
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
    if (isModule(element) && !element.hasAttr("src")) {
      found.addAll(ModuleImports.of(element.data(), line(element)));
    } else if (name.equals("style")) {
      styles(element, found);
    } else if (name.equals("meta")) {
      refresh(element).ifPresent(found::add);
    }
  }

  private static boolean isFile(Element element) {
    return rel(element).noneMatch(NOT_FILES::contains);
  }

  /** What a link is for; nothing where it is no {@code link}. */
  private static Stream<String> rel(Element element) {
    return element.normalName().equals("link")
        ? Stream.of(element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+"))
        : Stream.empty();
  }

  private static List<String> targets(String attribute, String value) {
    return SETS.contains(attribute) ? SrcSet.urls(value) : List.of(value);
  }

  /** In a drawing it is text like any other, and may hold elements, which are not its own. */
  private static void styles(Element element, List<Reference> found) {
    for (var node : element.childNodes()) {
      if (node instanceof DataNode data) {
        found.addAll(CssReferences.of(data.getWholeData(), line(element)));
      } else if (node instanceof TextNode text) {
        found.addAll(CssReferences.of(text.getWholeText(), line(element)));
      }
    }
  }

  private static boolean isModule(Element element) {
    return element.normalName().equals("script")
        && element.attr("type").strip().equalsIgnoreCase("module");
  }

  private static Optional<Reference> refresh(Element meta) {
    return meta.attr("http-equiv").equalsIgnoreCase(META_REFRESH)
        ? Refresh.target(meta.attr("content")).map(url -> reference(meta, META_REFRESH, url))
        : Optional.empty();
  }

  private static Reference reference(Element element, String attribute, String target) {
    var what = "<" + element.normalName() + " " + attribute + ">";
    return new Reference(target, line(element), what, kind(element, attribute));
  }

  private static Kind kind(Element element, String attribute) {
    var name = element.normalName();
    if (isModule(element)) {
      return Kind.MODULE;
    }
    if (RUN.contains(name) || rel(element).anyMatch(LOADED::contains)) {
      return Kind.RUN;
    }
    if (FORMS.contains(attribute) || rel(element).anyMatch(UNLOADED::contains)) {
      return Kind.WEAK;
    }
    return LINKS.contains(name) ? Kind.FOLLOWED : Kind.SHOWN;
  }

  private static int line(Element element) {
    return Math.max(1, element.sourceRange().start().lineNumber());
  }
}
