package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.llm.Workbook.Sheet;
import io.llmdevops.task.Content;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkbookTest {

  private static final int MIB = 1 << 20;

  @Test
  void readsEverySheetAsCsv() {
    assertThat(Workbook.read(Workbooks.zip(Workbooks.parts())).orElseThrow())
        .containsExactly(
            new Sheet(
                "Sales & more",
                3,
                4,
                """
                product,"day, of sale",,"say ""hi\"""
                Tea 茶,2024-01-01,2024-01-01T18:00,1.5
                made,TRUE
                """),
            new Sheet("Empty", 0, 0, ""));
  }

  @Test
  void countsDaysFrom1904WhereTheWorkbookDoes() {
    var frame = Workbooks.parts().get(Workbooks.FRAME);
    var content =
        Workbooks.with(
            Workbooks.FRAME, frame.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>"));

    assertThat(Workbook.read(content).orElseThrow().get(0).head()).contains("2028-01-02,");
  }

  @Test
  void showsTheFirstRowsAndCountsTheOthers() {
    var rows =
        IntStream.rangeClosed(1, 50_000)
            .mapToObj(
                row -> "<row r=\"" + row + "\"><c r=\"A" + row + "\"><v>" + row + "</v></c></row>")
            .collect(Collectors.joining());
    var sheet =
        Workbook.read(
                Workbooks.with(
                    Workbooks.SHEET, "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"))
            .orElseThrow()
            .get(0);

    assertThat(sheet.rows()).isEqualTo(50_000);
    assertThat(sheet.head()).startsWith("1\n2\n3\n").hasLineCount(SheetReader.MAX_ROWS);
  }

  static Stream<Arguments> hostile() {
    var sheet = "<worksheet><sheetData><row><c><v>%s</v></c></row></sheetData></worksheet>";
    var names =
        IntStream.range(0, 500_000).mapToObj(i -> "<n" + i + "/>").collect(Collectors.joining());
    return Stream.of(
        Arguments.of("no zip", Content.utf8("PK and then nothing of the kind")),
        Arguments.of("empty", Content.of(new byte[0])),
        Arguments.of("a zip of something else", Workbooks.zip(java.util.Map.of("a", "b"))),
        Arguments.of(
            "an external entity",
            Workbooks.with(
                Workbooks.SHEET,
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                    + sheet.formatted("&e;"))),
        Arguments.of(
            "entities of entities",
            Workbooks.with(
                Workbooks.SHEET,
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                    + sheet.formatted("&b;"))),
        Arguments.of(
            "a bomb beside the sheets", Workbooks.with("a-bomb.xml", "\0".repeat(65 * MIB))),
        Arguments.of(
            "a bomb in a sheet",
            Workbooks.with(
                Workbooks.SHEET,
                sheet.formatted("1</v></c>" + "<c><v>1</v></c>".repeat(5 * MIB) + "<c><v>1"))),
        Arguments.of("deep nesting", Workbooks.with(Workbooks.SHEET, "<a>".repeat(4 * MIB))),
        Arguments.of("endless names", Workbooks.with(Workbooks.SHEET, "<a>" + names + "</a>")),
        Arguments.of(
            "an endless attribute",
            Workbooks.with(Workbooks.SHEET, "<a b=\"" + "x".repeat(40 * MIB) + "\"/>")),
        Arguments.of(
            "broken XML", Workbooks.with(Workbooks.SHEET, "<worksheet><row></worksheet>")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void callsUnreadableWhatIsBrokenOrHostile(String name, Content content) {
    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertThat(Workbook.read(content)).isEmpty());
  }

  @Test
  void keepsOnlyWhatItShowsOfManyTexts() {
    var texts = "<sst>" + "<si><t>x</t></si>".repeat(1_000_000) + "</sst>";
    assertThat(Workbook.read(Workbooks.with(Workbooks.TEXTS, texts)).orElseThrow().get(0).head())
        .startsWith("x,x,,");
  }

  @Test
  void takesWhatIsNotThereForNothing() {
    var sheet =
        "<worksheet><sheetData><row><c t=\"s\"><v>99</v></c><c t=\"s\"><v>-1</v></c>"
            + "<c t=\"s\"><v>zz</v></c><c s=\"99\"><v>7</v></c><c s=\"x\"><v>8</v></c>"
            + "<c r=\"ZZZZZZZZZ1\"><v>9</v></c></row></sheetData></worksheet>";
    assertThat(Workbook.read(Workbooks.with(Workbooks.SHEET, sheet)).orElseThrow().get(0))
        .isEqualTo(new Sheet("Sales & more", 1, 16_384, ",,,7,8\n"));
  }

  @Test
  void neverFailsAtBytesThatSomebodyChanged() {
    var random = new Random(5);
    var readable = 0;
    for (var i = 0; i < 1_000; i++) {
      var bytes = Workbooks.zip(Workbooks.parts()).bytes();
      for (var spoiled = random.nextInt(4); spoiled > 0; spoiled--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      readable += Workbook.read(Content.of(bytes)).isPresent() ? 1 : 0;
    }
    assertThat(readable).isBetween(1, 999);
  }
}
