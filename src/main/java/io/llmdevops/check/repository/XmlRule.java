package io.llmdevops.check.repository;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.Content;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Every file that is XML by its name is well-formed, and an SVG has the root that makes browsers
 * draw it. Nothing outside the file is ever read, and its own entities grow within bounds: drawing
 * programs write a few, so that they cannot be refused outright.
 */
final class XmlRule extends FormatRule {

  /** Bytes: for the worst of them the parser takes most of a second. */
  private static final int LARGEST = 3 * 1024 * 1024;

  private static final String UNREADABLE =
      "not well-formed XML: it ends too early, or is not in the encoding that it claims";

  private static final String SVG = ".svg";

  private static final List<String> ENDINGS =
      List.of(
          SVG, ".xml", ".xhtml", ".xsl", ".xslt", ".xsd", ".rss", ".atom", ".kml", ".gpx", ".opml",
          ".plist");

  private static final String SAX = "http://xml.org/sax/features/";

  private static final List<String> OFF =
      List.of(
          SAX + "external-general-entities",
          SAX + "external-parameter-entities",
          "http://apache.org/xml/features/nonvalidating/load-external-dtd");

  private static final String DECLARATIONS = "http://xml.org/sax/properties/declaration-handler";

  private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

  /** The JDK's names (java.xml, "Implementation Specific Properties"). */
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "entityExpansionLimit", 1_000,
          "totalEntitySizeLimit", 1_000_000,
          "maxGeneralEntitySizeLimit", 100_000,
          "maxParameterEntitySizeLimit", 100_000,
          "entityReplacementLimit", 100_000,
          "elementAttributeLimit", 1_000,
          "maxXMLNameLimit", 1_000,
          "maxElementDepth", 256);

  XmlRule() {
    super(StandingCheck.XML, "SVG and XML", LARGEST);
  }

  @Override
  boolean isOne(String lowerCasePath) {
    return endsInOneOf(ENDINGS, lowerCasePath);
  }

  @Override
  Optional<Fault> fault(String path, Content content) {
    var root = new XmlRoot();
    try {
      var parser = parser();
      parser.setProperty(DECLARATIONS, root);
      parser.parse(new InputSource(content.stream()), root);
    } catch (SAXParseException e) {
      return Optional.of(at(e, content));
    } catch (SAXException | IOException e) {
      return Optional.of(Fault.of(UNREADABLE));
    }
    return path.regionMatches(true, path.length() - SVG.length(), SVG, 0, SVG.length())
        ? root.faultAsSvg().map(Fault::of)
        : Optional.empty();
  }

  private static Fault at(SAXParseException e, Content content) {
    var line = e.getLineNumber();
    var column = e.getColumnNumber();
    var there = content.text().map(text -> Lines.around(text, line, column)).orElse("");
    var said = String.valueOf(e.getMessage());
    return Fault.at(
        line, column, "not well-formed XML", there.isEmpty() ? said : said + " There: " + there);
  }

  private static SAXParser parser() {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      for (var feature : OFF) {
        factory.setFeature(feature, false);
      }
      var parser = factory.newSAXParser();
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      for (var limit : LIMITS.entrySet()) {
        parser.setProperty(LIMIT + limit.getKey(), limit.getValue().toString());
      }
      return parser;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("this JDK's XML parser cannot be kept within bounds", e);
    }
  }
}
