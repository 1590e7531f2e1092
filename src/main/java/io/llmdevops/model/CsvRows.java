package io.llmdevops.model;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.function.Consumer;

/** The rows of a CSV file (RFC 4180); semicolons, tabs and bars may stand in place of commas. */
public final class CsvRows {

  private static final ObjectReader ROWS =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build()
          .readerFor(String[].class);

  private static final String DELIMITERS = ",;\t|";

  private CsvRows() {}

  /** What divides the cells, as far as the first line shows: most often there, a comma if none. */
  public static char delimiter(String text) {
    var end = text.indexOf('\n');
    var counts = new long[DELIMITERS.length()];
    var quoted = false;
    for (var at = 0; at < (end < 0 ? text.length() : end); at++) {
      quoted ^= text.charAt(at) == '"';
      var which = DELIMITERS.indexOf(text.charAt(at));
      if (which >= 0 && !quoted) {
        counts[which]++;
      }
    }
    var best = 0;
    for (var which = 1; which < counts.length; which++) {
      best = counts[which] > counts[best] ? which : best;
    }
    return DELIMITERS.charAt(best);
  }

  /**
   * Hands over row after row, blank lines left out, without keeping any.
   *
   * @throws IOException where the text is no well-formed CSV from here on
   */
  public static void read(Reader text, char delimiter, Consumer<List<String>> row)
      throws IOException {
    var schema = CsvSchema.emptySchema().withColumnSeparator(delimiter);
    try (var rows = ROWS.with(schema).<String[]>readValues(text)) {
      while (rows.hasNextValue()) {
        var cells = List.of(rows.nextValue());
        if (cells.size() > 1 || cells.size() == 1 && !cells.get(0).isBlank()) {
          row.accept(cells);
        }
      }
    }
  }
}
