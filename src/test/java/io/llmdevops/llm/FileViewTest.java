package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.talk.TextBudget;
import io.llmdevops.task.Content;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileViewTest {

  private static final int KIB = 1_024;

  @Test
  void showsSmallDataWhole() {
    var view = view("a.csv", "text/csv", "a,b\n1,2\n");

    assertThat(view.shown().extent()).isEqualTo("whole");
    assertThat(view.shown().text()).isEqualTo("a,b\n1,2\n");
    assertThat(view.more()).isEmpty();
  }

  @Test
  void showsOfLargeCsvTheHeadAndTheShape() {
    var row = "\"Tea, green\";12;3.50;2024-01-31;true;\n";
    var view =
        view("a.csv", "text/plain", "\uFEFFname;n;price;day;paid;note\r\n" + row.repeat(5_000));

    assertThat(view.shown().extent()).isEqualTo("head");
    assertThat(view.shown().text()).endsWith(row).hasSizeLessThanOrEqualTo(8 * KIB);
    assertThat(shape(view))
        .isEqualTo(
            """
            delimiter: semicolon
            header: the first row
            rows: 5000, the header not counted
            columns: 6
            1. name: text in 5000
            2. n: integer in 5000
            3. price: number in 5000
            4. day: date in 5000
            5. paid: boolean in 5000
            6. note: empty in 5000
            """);
  }

  @Test
  void tellsWhereThereIsNoHeaderAndRowsDiffer() {
    assertThat(shape(view("a.tsv", "", "1\tx\n" + "2\ty\tz\n".repeat(9_000))))
        .isEqualTo(
            """
            delimiter: tab
            header: none that could be told from data
            rows: 9001
            columns: 3
            1. integer in 9001
            2. text in 9001
            3. text in 9000
            """);
  }

  @Test
  void saysWhereCsvIsNotWellFormed() {
    assertThat(shape(view("a.csv", "", "a,b\n" + "1,2\n".repeat(9_000) + "\"open")))
        .contains("rows: 9000 up to a place that is not well-formed CSV");
  }

  @Test
  void boundsTheShapeOfManyColumns() {
    assertThat(shape(view("a.csv", "", "name,".repeat(20_000) + "\n")))
        .contains("columns: 2000")
        .endsWith("and more columns\n")
        .hasSizeLessThan(4 * KIB);
  }

  @Test
  void showsOfLargeJsonTheBeginningAndTheOutline() {
    var items =
        "{\"id\":1,\"tags\":[\"a\"],\"geo\":{\"x\":1.5,\"y\":null}},{\"id\":\"2\",\"tags\":[]},";
    var json = "{\"count\":2,\"items\":[" + items.repeat(2_000) + "{\"id\":3}]}";
    var view = view("a.json", "application/json", json);

    assertThat(view.shown().extent()).isEqualTo("head");
    assertThat(json).startsWith(view.shown().text());
    assertThat(view.shown().text()).endsWith(",");
    assertThat(shape(view))
        .isEqualTo(
            """
            object
              count: integer
              items: array of 4001
                each: object
                  id: string or integer
                  tags: array of 0 to 1, not always there
                    each: string
                  geo: object, not always there
                    x: number
                    y: null
            """);
  }

  @Test
  void outlinesOneValuePerLine() {
    assertThat(shape(view("a.ndjson", "", "{\"a\":1}\n".repeat(9_000))))
        .isEqualTo("9000 values, one after the other, each:\nobject\n  a: integer\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,{\"b\":\"c\"}],\"d\":",
        "[[[[[[[[[[[[[[[[[[[[",
        "[1,2",
        "{\"a\":1,\"a\"",
        "{]",
        "nope",
        "[1e999999999999,",
        "\"open"
      })
  void saysWhereJsonIsNotWellFormed(String beginning) {
    assertThat(JsonOutline.of(Content.utf8(beginning)))
        .endsWith("after that it is not well-formed JSON\n");
  }

  @Test
  void boundsTheOutlineOfDeepAndWideJson() {
    var deep = "{\"a\":[".repeat(300) + "]}".repeat(300);
    assertThat(JsonOutline.of(Content.utf8(deep))).hasSizeLessThan(KIB);
    var wide = new StringBuilder("[");
    for (var i = 0; i < 50_000; i++) {
      wide.append("{\"k").append(i).append("\":{\"l").append(i).append("\":1}},");
    }
    assertThat(JsonOutline.of(Content.utf8(wide + "1]")))
        .contains("and more keys")
        .hasSizeLessThan(16 * KIB);
  }

  @Test
  void showsTheSheetsOfAWorkbook() {
    var type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    var content = Workbooks.zip(Workbooks.parts());
    for (var view : List.of(view("a.XLSX", "", content), view("a", type, content))) {
      assertThat(view.shown().extent()).isEqualTo("sheets");
      assertThat(view.more()).extracting(DataBlock::kind).containsExactly("sheet", "sheet");
      assertThat(view.more().get(0).about("sheet")).isEqualTo("Sales & more");
      assertThat(view.more().get(0).about("rows")).isEqualTo("3");
      assertThat(view.more().get(0).text()).startsWith("product,\"day, of sale\"");
    }
  }

  @Test
  void cutsASheetsNameThatFillsAPrompt() {
    var frame = Workbooks.parts().get(Workbooks.FRAME).replace("Sales", "S".repeat(100_000));
    var view = view("a.xlsx", "", Workbooks.with(Workbooks.FRAME, frame));

    assertThat(view.more().get(0).about("sheet")).startsWith("SSS").hasSize(80);
  }

  @Test
  void saysThatABrokenWorkbookIsUnreadable() {
    assertThat(view("a.xlsx", "", "not a zip").shown().extent()).isEqualTo("unreadable");
  }

  @Test
  void cutsNoCharacterInTwo() {
    for (var size = 1; size < 9; size++) {
      var shown = new TextBudget(size, 100).show(Content.utf8("a😀ä€x\uFFFDyzzzzz"));
      assertThat("a😀ä€x\uFFFDyzzzzz").startsWith(shown.text());
      assertThat(shown.extent()).isEqualTo("head");
    }
  }

  @Test
  void showsNothingOfWhatIsNotText() {
    assertThat(view("a.bin", "", Content.of(new byte[] {(byte) 0xff, 0})).shown())
        .isEqualTo(TextBudget.NONE);
  }

  private static FileView view(String name, String type, String text) {
    return view(name, type, Content.utf8(text));
  }

  private static FileView view(String name, String type, Content content) {
    return FileView.of(name, type, content, new TextBudget(384 * KIB, 512 * KIB));
  }

  private static String shape(FileView view) {
    assertThat(view.more()).extracting(DataBlock::kind).containsExactly("shape");
    return view.more().get(0).text();
  }
}
