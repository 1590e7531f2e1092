package io.llmdevops.llm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML file of a workbook, element by element, by local names only: the two variants of the
 * format (ECMA-376, transitional and strict) differ in their namespaces. Refuses what no workbook
 * needs and what would take a reader's memory: a DTD, deep nesting, an endless number of names.
 */
final class WorkbookPart {

  private static final XMLInputFactory XML = factory();
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAMES = 2_000;

  /** A tag or a piece of text as long as this is none that Excel wrote. */
  private static final int MAX_PIECE = 1 << 20;

  private final XMLStreamReader xml;
  private final Pieces pieces;
  private final Set<String> names = new HashSet<>();
  private int depth;

  WorkbookPart(InputStream in) throws XMLStreamException {
    pieces = new Pieces(in);
    xml = XML.createXMLStreamReader(pieces);
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever else lies on the class path.
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** The next beginning or end of an element or piece of text; false at the end of the file. */
  boolean next() throws XMLStreamException, IOException {
    while (xml.hasNext()) {
      pieces.length = 0;
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          look();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          return true;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IOException("a DTD in a workbook");
        default -> {
          // Comments and the like say nothing.
        }
      }
    }
    return false;
  }

  private void look() throws IOException {
    names.add(xml.getLocalName());
    for (var at = 0; at < xml.getAttributeCount(); at++) {
      names.add(xml.getAttributeLocalName(at));
    }
    if (depth > MAX_DEPTH || names.size() > MAX_NAMES) {
      throw new IOException("no workbook looks like this");
    }
  }

  boolean begins(String name) {
    return xml.isStartElement() && xml.getLocalName().equals(name);
  }

  boolean ends(String name) {
    return xml.isEndElement() && xml.getLocalName().equals(name);
  }

  /** The text that stands here, or nothing. */
  String text() {
    return xml.isCharacters() ? xml.getText() : "";
  }

  /** An attribute of the element that begins here. */
  Optional<String> attribute(String name) {
    for (var at = 0; at < xml.getAttributeCount(); at++) {
      if (xml.getAttributeLocalName(at).equals(name)) {
        return Optional.of(xml.getAttributeValue(at));
      }
    }
    return Optional.empty();
  }

  /** Counts what is read for one step. */
  private static final class Pieces extends FilterInputStream {

    private int length;

    private Pieces(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      var read = super.read(bytes, from, most);
      length += Math.max(0, read);
      if (length > MAX_PIECE) {
        throw new IOException("no workbook has anything as long as this");
      }
      return read;
    }
  }
}
