package io.llmdevops.llm;

import io.llmdevops.task.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * The sheets of a workbook in Excel's format since 2007 (ECMA-376, {@code .xlsx}), each with the
 * beginning of what it holds.
 *
 * <p>Read with the JDK's zip and StAX: a library for it (fastexcel-reader was weighed) adds some 2
 * MB of jars and holds the whole file and all of its texts in memory without a bound, and a
 * requester may send anything. Here the memory is that of what is shown, and the time that of
 * inflating 64 MiB three times.
 */
final class Workbook {

  static final int MAX_SHEETS = 20;

  private static final int MAX_RELATIONS = 2_000;

  /**
   * One sheet.
   *
   * @param rows those that hold anything
   * @param columns up to the last one that holds anything
   * @param head the first rows as CSV
   */
  record Sheet(String name, int rows, int columns, String head) {}

  private final CellFormats formats = new CellFormats();
  private final Map<String, String> relationsBySheet = new LinkedHashMap<>();
  private final Map<String, String> targets = new HashMap<>();
  private final Map<String, SheetReader> sheets = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();

  private Workbook() {}

  /** The first twenty sheets in their order; nothing where this is no workbook that can be read. */
  static Optional<List<Sheet>> read(Content content) {
    try {
      var workbook = new Workbook();
      WorkbookZip.each(content, workbook::readFrame);
      WorkbookZip.each(content, workbook::readSheet);
      WorkbookZip.each(content, workbook::readTexts);
      var sheets = workbook.sheets();
      return sheets.isEmpty() ? Optional.empty() : Optional.of(sheets);
    } catch (IOException | XMLStreamException | RuntimeException broken) {
      // Zip and StAX fail in many ways at what somebody made up.
      return Optional.empty();
    }
  }

  private void readFrame(String path, InputStream in) throws IOException, XMLStreamException {
    switch (path) {
      case "xl/workbook.xml" -> readSheetNames(new WorkbookPart(in));
      case "xl/_rels/workbook.xml.rels" -> readRelations(new WorkbookPart(in));
      case "xl/styles.xml" -> formats.read(new WorkbookPart(in));
      default -> {
        // Not yet, or nothing of interest.
      }
    }
  }

  private void readSheetNames(WorkbookPart part) throws IOException, XMLStreamException {
    while (part.next()) {
      if (part.begins("sheet") && relationsBySheet.size() < MAX_SHEETS) {
        relationsBySheet.put(
            part.attribute("name").orElseThrow(), part.attribute("id").orElseThrow());
      } else if (part.begins("workbookPr")
          && part.attribute("date1904").filter(value -> value.matches("1|true")).isPresent()) {
        formats.countFrom1904();
      }
    }
  }

  private void readRelations(WorkbookPart part) throws IOException, XMLStreamException {
    while (part.next()) {
      if (part.begins("Relationship") && targets.size() < MAX_RELATIONS) {
        var target = part.attribute("Target").orElse("");
        targets.put(
            part.attribute("Id").orElse(""),
            target.startsWith("/") ? target.substring(1) : "xl/" + target);
      }
    }
  }

  private void readSheet(String path, InputStream in) throws IOException, XMLStreamException {
    if (!sheets.containsKey(path)
        && relationsBySheet.values().stream().map(targets::get).anyMatch(path::equals)) {
      var sheet = new SheetReader(formats);
      sheets.put(path, sheet);
      sheet.read(new WorkbookPart(in));
    }
  }

  /** Only the texts that are shown are kept. */
  private void readTexts(String path, InputStream in) throws IOException, XMLStreamException {
    if (!path.equals("xl/sharedStrings.xml")) {
      return;
    }
    var wanted = wantedTexts();
    var part = new WorkbookPart(in);
    for (var index = 0; texts.size() < wanted.size() && part.next(); ) {
      if (part.begins("si")) {
        var text = SheetReader.text(part, "si", "t");
        if (wanted.contains(index++)) {
          texts.put(index - 1, text);
        }
      }
    }
  }

  private Set<Integer> wantedTexts() {
    return sheets.values().stream()
        .flatMap(sheet -> sheet.head().stream())
        .flatMap(row -> row.values().stream())
        .filter(SheetReader.Cell::listed)
        .map(cell -> SheetReader.index(cell.text()))
        .collect(Collectors.toSet());
  }

  private List<Sheet> sheets() {
    var result = new ArrayList<Sheet>();
    relationsBySheet.forEach(
        (name, relation) -> {
          var sheet = sheets.get(targets.getOrDefault(relation, ""));
          if (sheet != null) {
            var head = sheet.csv(index -> texts.getOrDefault(index, ""));
            result.add(new Sheet(name, sheet.rows(), sheet.columns(), head));
          }
        });
    return result;
  }
}
