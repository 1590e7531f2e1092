package io.llmdevops.llm;

import io.llmdevops.model.CsvRows;
import io.llmdevops.task.OneLine;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What there is to say of a large CSV file beside its first rows. */
final class CsvShape {

  private static final int MAX_COLUMNS = 60;
  private static final int MAX_NAME = 80;

  private enum Kind {
    INTEGER("[+-]?\\d{1,18}"),
    NUMBER("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?"),
    DATE("\\d{4}-\\d\\d-\\d\\d([T ][\\d:.]+(Z|[+-]\\d\\d:?\\d\\d)?)?"),
    BOOLEAN("(?i)true|false"),
    EMPTY("\\s*"),
    TEXT("(?s).*");

    private static final int LONGEST = 40;
    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form);
    }

    static Kind of(String cell) {
      var bare = cell.strip();
      if (bare.length() > LONGEST) {
        return TEXT;
      }
      for (var kind : values()) {
        if (kind.form.matcher(bare).matches()) {
          return kind;
        }
      }
      return TEXT;
    }
  }

  private final List<Map<Kind, Integer>> columns = new ArrayList<>();
  private List<String> first = List.of();
  private int rows;
  private int width;

  private CsvShape() {}

  /** Delimiter, header, number of rows, and for each column what kinds of values it holds. */
  static String of(String text) {
    var shape = new CsvShape();
    var clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var delimiter = CsvRows.delimiter(clean);
    try {
      CsvRows.read(new StringReader(clean), delimiter, shape::add);
      return shape.describe(delimiter, "");
    } catch (IOException malformed) {
      return shape.describe(delimiter, " up to a place that is not well-formed CSV");
    }
  }

  private void add(List<String> cells) {
    width = Math.max(width, cells.size());
    if (rows++ == 0) {
      first = cells.stream().limit(MAX_COLUMNS).toList();
    } else {
      count(cells);
    }
  }

  private void count(List<String> cells) {
    for (var at = 0; at < Math.min(cells.size(), MAX_COLUMNS); at++) {
      if (at == columns.size()) {
        columns.add(new EnumMap<>(Kind.class));
      }
      columns.get(at).merge(Kind.of(cells.get(at)), 1, Integer::sum);
    }
  }

  private String describe(char delimiter, String until) {
    var header =
        !first.isEmpty() && first.stream().map(Kind::of).allMatch(kind -> kind == Kind.TEXT);
    if (!header) {
      count(first);
    }
    var out = new StringBuilder();
    out.append("delimiter: ").append(name(delimiter));
    out.append("\nheader: ").append(header ? "the first row" : "none that could be told from data");
    out.append("\nrows: ").append(header ? rows - 1 : rows).append(until);
    out.append(header ? ", the header not counted" : "");
    out.append("\ncolumns: ").append(width).append('\n');
    for (var at = 0; at < Math.min(width, MAX_COLUMNS); at++) {
      out.append(at + 1).append(". ").append(header ? name(at) : "").append(kinds(at));
    }
    return width > MAX_COLUMNS ? out.append("and more columns\n").toString() : out.toString();
  }

  private String name(int column) {
    return column < first.size() ? OneLine.of(first.get(column), MAX_NAME) + ": " : "(no name): ";
  }

  private String kinds(int column) {
    var kinds = column < columns.size() ? columns.get(column) : Map.<Kind, Integer>of();
    return kinds.entrySet().stream()
            .map(kind -> kind.getKey().name().toLowerCase(Locale.ROOT) + " in " + kind.getValue())
            .collect(Collectors.joining(", "))
        + "\n";
  }

  private static String name(char delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      default -> "vertical bar";
    };
  }
}
