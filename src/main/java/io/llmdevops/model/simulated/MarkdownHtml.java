package io.llmdevops.model.simulated;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/**
 * Markdown from outside as HTML: raw HTML is shown as text, links lead to the web or to attachments
 * only, and pictures are shown only where they are attachments, so that the page asks no third
 * party for anything.
 */
final class MarkdownHtml {

  private static final List<TablesExtension> EXTENSIONS =
      List.of((TablesExtension) TablesExtension.create());
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(100).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build();

  /** What the renderer can write, and nothing else: a second guard behind it. */
  private static final Safelist ALLOWED =
      Safelist.relaxed()
          .addTags("hr", "del", "s")
          .addAttributes("code", "class")
          .addAttributes("th", "align")
          .addAttributes("td", "align")
          .preserveRelativeLinks(true);

  private MarkdownHtml() {}

  /**
   * @param attached names of files beside the page
   */
  static Element of(String markdown, Set<String> attached) {
    Node document = PARSER.parse(PlainText.of(markdown));
    var dirty = RENDERER.render(document);
    var settings = new OutputSettings().prettyPrint(false);
    var clean = Jsoup.clean(dirty, "https://site.invalid/", ALLOWED, settings);
    var body = Jsoup.parseBodyFragment(clean).body();
    body.select("[align]").forEach(MarkdownHtml::alignByClass);
    body.select("a").forEach(link -> keepOnlyIfItLeadsSomewhere(link, attached));
    body.select("img").forEach(image -> keepOnlyIfAttached(image, attached));
    var result = new Element("div").addClass("markdown");
    result.appendChildren(List.copyOf(body.childNodes()));
    return result;
  }

  /** The attribute is no longer part of HTML. */
  private static void alignByClass(Element cell) {
    cell.addClass(cell.attr("align").equals("right") ? "number" : cell.attr("align"));
    cell.removeAttr("align");
  }

  private static void keepOnlyIfItLeadsSomewhere(Element link, Set<String> attached) {
    var target = link.attr("href");
    if (target.matches("(?i)(https?://|mailto:).*")) {
      link.attr("rel", "noopener noreferrer nofollow");
    } else if (attached.contains(target)) {
      link.attr("href", PlainText.reference(target));
    } else {
      link.unwrap();
    }
  }

  private static void keepOnlyIfAttached(Element image, Set<String> attached) {
    var source = image.attr("src");
    if (attached.contains(source)) {
      image.attr("src", PlainText.reference(source));
      image.attr("alt", image.attr("alt"));
    } else {
      image.replaceWith(new Element("em").text(image.attr("alt")));
    }
  }
}
