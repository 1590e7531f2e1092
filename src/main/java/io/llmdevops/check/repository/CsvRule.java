package io.llmdevops.check.repository;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.model.CsvRows;
import io.llmdevops.task.Content;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Every {@code .csv} file can be read as RFC 4180 has it, with another delimiter if need be: no
 * quote stays open, and nothing but a delimiter follows one. Rows of differing lengths and a file
 * without rows are a warning: RFC 4180 says only that each line "should" have as many fields as the
 * others, and readers differ. In a {@code .tsv} quotes mean nothing (IANA,
 * text/tab-separated-values), so that any text is one.
 */
final class CsvRule extends FormatRule {

  private static final int LARGEST = 5 * 1024 * 1024;

  private static final String TABS = ".tsv";

  CsvRule() {
    super(StandingCheck.CSV, "CSV", LARGEST);
  }

  @Override
  boolean isOne(String lowerCasePath) {
    return endsInOneOf(List.of(".csv", TABS), lowerCasePath);
  }

  @Override
  Optional<Fault> fault(String path, Content content) {
    return content
        .text()
        .map(text -> isTabs(path) ? Rows.ofTabs(text) : Rows.of(text))
        .orElseGet(() -> Optional.of(Fault.of("it is not text in UTF-8")));
  }

  private static boolean isTabs(String path) {
    return path.regionMatches(true, path.length() - TABS.length(), TABS, 0, TABS.length());
  }

  /** How long the rows are. */
  private static final class Rows {

    private int rows;
    private int width;
    private int firstOdd;
    private int itsWidth;

    static Optional<Fault> of(String text) {
      var clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
      var rows = new Rows();
      try {
        CsvRows.read(
            new StringReader(clean), CsvRows.delimiter(clean), cells -> rows.add(cells.size()));
        return rows.oddity();
      } catch (JsonProcessingException e) {
        return Optional.of(malformed(e.getLocation(), clean));
      } catch (IOException readFromMemory) {
        throw new UncheckedIOException(readFromMemory);
      }
    }

    private static Fault malformed(JsonLocation at, String text) {
      var line = at == null ? 0 : at.getLineNr();
      var column = at == null ? 0 : at.getColumnNr();
      var what = "not well-formed CSV: a quote is left open, or text follows its end";
      return Fault.at(line, column, what, Lines.around(text, line, column));
    }

    static Optional<Fault> ofTabs(String text) {
      var rows = new Rows();
      text.lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> rows.add(1 + (int) line.chars().filter(each -> each == '\t').count()));
      return rows.oddity();
    }

    private void add(int cells) {
      rows++;
      if (rows == 1) {
        width = cells;
      } else if (cells != width && firstOdd == 0) {
        firstOdd = rows;
        itsWidth = cells;
      }
    }

    private Optional<Fault> oddity() {
      if (rows == 0) {
        return Optional.of(Fault.minor("it is empty"));
      }
      var there = itsWidth + (itsWidth == 1 ? " column" : " columns");
      return firstOdd == 0
          ? Optional.empty()
          : Optional.of(
              Fault.minor("row " + firstOdd + " has " + there + ", the first row " + width));
    }
  }
}
