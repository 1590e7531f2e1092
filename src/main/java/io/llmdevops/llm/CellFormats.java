package io.llmdevops.llm;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * Which numbers of a workbook are dates: the file says it only by the format they are shown in
 * (ECMA-376, part 1, 18.8.30).
 */
final class CellFormats {

  private static final Pattern NO_LETTERS_OF_DATES =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]hms]*\\]|General", Pattern.DOTALL);
  private static final Pattern DATE = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);
  private static final int MAX_STYLES = 100_000;
  private static final int LONGEST_CODE = 255;

  /** Up to the end of the year 9999. */
  private static final double LAST_DAY = 2_958_466;

  private static final long SECONDS_PER_DAY = 86_400;

  private final Map<String, Boolean> own = new HashMap<>();
  private final List<Boolean> styles = new ArrayList<>();
  private LocalDate epoch = LocalDate.of(1899, 12, 30);

  /** Takes in {@code styles.xml}. */
  void read(WorkbookPart part) throws IOException, XMLStreamException {
    var inCells = false;
    while (part.next()) {
      if (part.begins("numFmt") && own.size() < MAX_STYLES) {
        own.put(
            part.attribute("numFmtId").orElse(""), isDate(part.attribute("formatCode").orElse("")));
      } else if (part.begins("cellXfs") || part.ends("cellXfs")) {
        inCells = part.begins("cellXfs");
      } else if (inCells && part.begins("xf") && styles.size() < MAX_STYLES) {
        styles.add(isDateFormat(part.attribute("numFmtId").orElse("")));
      }
    }
  }

  /** Days are counted from 1904 on. */
  void countFrom1904() {
    epoch = LocalDate.of(1904, 1, 1);
  }

  private boolean isDateFormat(String id) {
    return own.getOrDefault(id, id.matches("1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8]"));
  }

  private static boolean isDate(String code) {
    return code.length() <= LONGEST_CODE
        && DATE.matcher(NO_LETTERS_OF_DATES.matcher(code).replaceAll("")).find();
  }

  /** A number as it is meant where it is shown in that style. */
  String show(String number, String style) {
    try {
      var isDate = styles.get(Integer.parseInt(style));
      var days = Double.parseDouble(number);
      return isDate && days >= 0 && days < LAST_DAY ? date(days) : number;
    } catch (NumberFormatException | IndexOutOfBoundsException noDate) {
      return number;
    }
  }

  private String date(double days) {
    var seconds = Math.round(days * SECONDS_PER_DAY);
    if (seconds < SECONDS_PER_DAY) {
      return LocalTime.ofSecondOfDay(seconds).toString();
    }
    LocalDateTime time = epoch.atStartOfDay().plusSeconds(seconds);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }
}
