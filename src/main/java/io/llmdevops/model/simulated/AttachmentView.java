package io.llmdevops.model.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmdevops.model.DataBlock;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** One attachment as a part of the page, by its media type. */
final class AttachmentView {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  private enum Kind {
    CSV,
    JSON,
    MARKDOWN,
    TEXT,
    IMAGE,
    OTHER
  }

  private final DataBlock block;
  private final Set<String> attached;
  private final String name;
  private final Kind kind;

  /**
   * @param attached the names of all attachments
   */
  AttachmentView(DataBlock block, Set<String> attached) {
    this.block = block;
    this.attached = attached;
    this.name = block.about("name");
    this.kind = block.about("shown").equals("none") && !isImage() ? Kind.OTHER : kind();
  }

  /** The page needs the script to show it. */
  boolean isLive() {
    return kind != Kind.OTHER && kind != Kind.IMAGE && block.about("shown").equals("head");
  }

  Element toHtml() {
    var article = new Element("article").addClass("attachment");
    var link = article.appendElement("h3").appendElement("a");
    link.attr("href", reference()).attr("download", "").text(PlainText.line(name, 255));
    var about = block.about("media_type") + ", " + block.about("bytes") + " bytes";
    article.appendElement("p").addClass("meta").text(PlainText.line(about, 255));
    article.appendText("\n").appendChild(isLive() ? live() : content());
    return article;
  }

  private Element content() {
    return switch (kind) {
      case CSV -> new Element("div").addClass("scroll").appendChild(table());
      case JSON -> pre(prettyJson());
      case MARKDOWN -> MarkdownHtml.of(block.text(), attached);
      case TEXT -> pre(PlainText.of(block.text()));
      case IMAGE ->
          new Element("img")
              .attr("src", reference())
              .attr("alt", "The attachment " + PlainText.line(name, 255));
      case OTHER -> note("This kind of file cannot be shown here; it can be downloaded above.");
    };
  }

  private Element table() {
    return CsvTable.of(block.text())
        .map(CsvTable::toHtml)
        .orElseGet(() -> pre(PlainText.of(block.text())));
  }

  private Element live() {
    var place = new Element("div").addClass("live");
    place.attr("data-kind", kind == Kind.MARKDOWN ? "text" : kind.name().toLowerCase(Locale.ROOT));
    place.attr("data-source", reference());
    return place.appendChild(note("Loading …"));
  }

  private String prettyJson() {
    try {
      return PlainText.of(PRETTY.writeValueAsString(JSON.readTree(block.text())));
    } catch (JsonProcessingException notJson) {
      return PlainText.of(block.text());
    }
  }

  private String reference() {
    return PlainText.reference(name);
  }

  /** A line feed right after the opening tag is not part of the text, so it is written twice. */
  private static Element pre(String text) {
    return new Element("pre").appendText(text.startsWith("\n") ? "\n" + text : text);
  }

  private static Element note(String text) {
    return new Element("p").addClass("note").text(text);
  }

  private boolean isImage() {
    return block.about("media_type").startsWith("image/");
  }

  private Kind kind() {
    var type = block.about("media_type");
    if (isImage()) {
      return Kind.IMAGE;
    }
    return switch (type) {
      case "text/csv", "application/csv", "text/tab-separated-values" -> Kind.CSV;
      case "text/markdown", "text/x-markdown" -> Kind.MARKDOWN;
      case "application/json", "text/json" -> Kind.JSON;
      default ->
          type.endsWith("+json") ? Kind.JSON : type.startsWith("text/") ? Kind.TEXT : Kind.OTHER;
    };
  }
}
