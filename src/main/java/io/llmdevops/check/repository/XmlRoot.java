package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;
import java.io.StringReader;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Remembers the outermost element, and lets nothing be read from elsewhere. */
final class XmlRoot extends DefaultHandler {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private String namespace = "";
  private String name = "";

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes) {
    if (name.isEmpty()) {
      namespace = uri;
      name = localName;
    }
  }

  @Override
  public InputSource resolveEntity(String publicId, String systemId) {
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
