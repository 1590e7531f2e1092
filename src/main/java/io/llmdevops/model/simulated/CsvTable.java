package io.llmdevops.model.simulated;

import io.llmdevops.model.CsvRows;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** A CSV file as a table with column totals. */
final class CsvTable {

  /** No exponents: they would let a small file ask for an endless number. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

  private static final int MAX_DIGITS = 40;

  private final List<String> names;
  private final List<List<String>> rows;
  private final List<Optional<BigDecimal>> totals;

  private CsvTable(List<List<String>> lines) {
    names = lines.isEmpty() ? List.of() : lines.get(0);
    rows = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
    var width = lines.stream().mapToInt(List::size).max().orElse(0);
    totals = IntStream.range(0, width).mapToObj(this::total).toList();
  }

  /** Nothing where the text is not well-formed. */
  static Optional<CsvTable> of(String text) {
    var clean = PlainText.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    var lines = new ArrayList<List<String>>();
    try {
      CsvRows.read(new StringReader(clean), CsvRows.delimiter(clean), lines::add);
      return Optional.of(new CsvTable(lines));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  Element toHtml() {
    var table = new Element("table");
    var head = table.appendElement("thead").appendElement("tr");
    head.appendElement("th").addClass("number").attr("scope", "col").text("#");
    columns().forEach(i -> cell(head, "th", i, at(names, i)).attr("scope", "col"));
    var body = table.appendElement("tbody");
    for (var i = 0; i < rows.size(); i++) {
      line(body, Integer.toString(i + 1), rows.get(i));
    }
    var sums = totals.stream().map(sum -> sum.map(BigDecimal::toPlainString).orElse("")).toList();
    line(table.appendElement("tfoot"), "Total", sums);
    return table;
  }

  private void line(Element parent, String label, List<String> cells) {
    var line = parent.appendText("\n").appendElement("tr");
    line.appendElement("th").addClass("number").attr("scope", "row").text(label);
    columns().forEach(i -> cell(line, "td", i, at(cells, i)));
  }

  private Element cell(Element line, String name, int column, String text) {
    var cell = line.appendElement(name).text(text);
    return totals.get(column).isPresent() ? cell.addClass("number") : cell;
  }

  private IntStream columns() {
    return IntStream.range(0, totals.size());
  }

  /** The sum of a column in which everything is a number. */
  private Optional<BigDecimal> total(int column) {
    var values = values(column).toList();
    return !values.isEmpty() && values.stream().allMatch(CsvTable::isNumber)
        ? values.stream().map(BigDecimal::new).reduce(BigDecimal::add)
        : Optional.empty();
  }

  private Stream<String> values(int column) {
    return rows.stream().map(row -> at(row, column).strip()).filter(value -> !value.isEmpty());
  }

  private static boolean isNumber(String value) {
    return value.length() <= MAX_DIGITS && NUMBER.matcher(value).matches();
  }

  private static String at(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column) : "";
  }
}
