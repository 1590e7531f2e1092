package io.llmdevops.llm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.xml.stream.XMLStreamException;

/** Reads the first rows of a sheet, and counts the others. */
final class SheetReader {

  static final int MAX_ROWS = 30;
  static final int MAX_COLUMNS = 40;
  static final int MAX_TEXT = 200;

  /** The last column of the format is XFD. */
  private static final int LAST_COLUMN = 16_384;

  private static final int LETTERS = 26;

  /** What a sheet holds: the text of a cell, or where in the workbook's own list it is. */
  record Cell(String text, boolean listed) {}

  private final CellFormats formats;
  private final List<Map<Integer, Cell>> head = new ArrayList<>();
  private Map<Integer, Cell> row = Map.of();
  private int rows;
  private int columns;
  private int column;
  private boolean rowCounts;

  SheetReader(CellFormats formats) {
    this.formats = formats;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  List<Map<Integer, Cell>> head() {
    return head;
  }

  void read(WorkbookPart part) throws IOException, XMLStreamException {
    while (part.next()) {
      if (part.begins("row")) {
        row = head.size() < MAX_ROWS ? new HashMap<>() : Map.of();
        column = 0;
        rowCounts = false;
      } else if (part.begins("c")) {
        cell(part);
      } else if (part.ends("row") && rowCounts) {
        rows++;
        if (head.size() < MAX_ROWS) {
          head.add(row);
        }
      }
    }
  }

  private void cell(WorkbookPart part) throws IOException, XMLStreamException {
    column = part.attribute("r").map(SheetReader::columnOf).orElse(column + 1);
    var type = part.attribute("t").orElse("n");
    var style = part.attribute("s").orElse("0");
    var text = text(part, "c", "v", "t");
    if (text.isEmpty()) {
      return;
    }
    rowCounts = true;
    columns = Math.max(columns, column);
    if (head.size() < MAX_ROWS && column <= MAX_COLUMNS) {
      row.put(column, new Cell(shown(text, type, style), type.equals("s")));
    }
  }

  private String shown(String text, String type, String style) {
    return switch (type) {
      case "n" -> formats.show(text, style);
      case "b" -> text.equals("1") ? "TRUE" : "FALSE";
      default -> text;
    };
  }

  /** The text of those elements up to the end of that one; how words are spoken is left out. */
  static String text(WorkbookPart part, String until, String... elements)
      throws IOException, XMLStreamException {
    var wanted = List.of(elements);
    var text = new StringBuilder();
    var open = false;
    var spoken = false;
    while (part.next() && !part.ends(until)) {
      if (part.begins("rPh") || part.ends("rPh")) {
        spoken = part.begins("rPh");
      } else if (wanted.stream().anyMatch(part::begins)) {
        open = true;
      } else if (wanted.stream().anyMatch(part::ends)) {
        open = false;
      } else if (open && !spoken && text.length() < MAX_TEXT) {
        text.append(part.text(), 0, Math.min(part.text().length(), MAX_TEXT - text.length()));
      }
    }
    return text.toString();
  }

  /** Of {@code AB12}, 28. */
  private static int columnOf(String reference) {
    var result = 0;
    for (var at = 0; at < reference.length() && result <= LAST_COLUMN; at++) {
      var letter = reference.charAt(at);
      if (letter < 'A' || letter > 'Z') {
        break;
      }
      result = result * LETTERS + letter - 'A' + 1;
    }
    return Math.min(Math.max(result, 1), LAST_COLUMN);
  }

  /** The first rows as CSV, blank cells at the ends left out. */
  String csv(IntFunction<String> listed) {
    var out = new StringBuilder();
    for (var each : head) {
      var width = each.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
      for (var at = 1; at <= width; at++) {
        out.append(at > 1 ? "," : "").append(each.containsKey(at) ? csv(each.get(at), listed) : "");
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String csv(Cell cell, IntFunction<String> listed) {
    var text = cell.listed() ? listed.apply(index(cell.text())) : cell.text();
    var plain = text.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Where in the workbook's list of texts; -1 where the file does not say it. */
  static int index(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }
}
