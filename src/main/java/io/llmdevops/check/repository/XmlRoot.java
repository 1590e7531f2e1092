package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;
import java.io.StringReader;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/** Remembers the outermost element, and lets nothing be read from elsewhere, or without end. */
final class XmlRoot extends DefaultHandler2 {

  private static final String SVG = "http://www.w3.org/2000/svg";

  /** The time that the JDK's parser takes for those of one element grows with their square. */
  private static final int MOST_DECLARATIONS = 1_000;

  private Locator locator;
  private int declarations;
  private String namespace = "";
  private String name = "";

  @Override
  public void setDocumentLocator(Locator told) {
    locator = told;
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes) {
    if (name.isEmpty()) {
      namespace = uri;
      name = localName;
    }
  }

  @Override
  public void attributeDecl(
      String element, String attribute, String type, String mode, String value)
      throws SAXParseException {
    count();
  }

  @Override
  public void elementDecl(String element, String model) throws SAXParseException {
    count();
  }

  @Override
  public void internalEntityDecl(String entity, String value) throws SAXParseException {
    count();
  }

  private void count() throws SAXParseException {
    if (++declarations > MOST_DECLARATIONS) {
      throw new SAXParseException(
          "It declares more than " + MOST_DECLARATIONS + " entities, elements and attributes.",
          locator);
    }
  }

  @Override
  public InputSource resolveEntity(
      String entity, String publicId, String baseUri, String systemId) {
    return new InputSource(new StringReader(""));
  }

  /** Why browsers would not draw it as an image (SVG 2, section 5.1.1). */
  Optional<String> faultAsSvg() {
    if (!name.equals("svg")) {
      return Optional.of("its root is " + Texts.quoted(name) + ", not svg");
    }
    return namespace.equals(SVG)
        ? Optional.empty()
        : Optional.of("its root lacks xmlns=\"" + SVG + "\", without which it is not drawn");
  }
}
