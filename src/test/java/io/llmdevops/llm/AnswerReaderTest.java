package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.llm.Draft.Block;
import io.llmdevops.llm.Draft.FileDeletion;
import io.llmdevops.llm.Draft.FileEdit;
import io.llmdevops.llm.Draft.WholeFile;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerReaderTest {

  private static final String EVERYTHING =
      """
      Here is your app, with a <file path="no.txt"> in a sentence.
      <summary>Build it — café 😀</summary>
        < file  path = "a.html" >  \n\
      <p>ä</p>\r
      <file path="b">
      <edit path="c">
      <done/>
       </file>
      </file>  \n\
      <file path="empty.txt">
      </file>
      <edit path="app.js">
      noise
      <<<<<<< SEARCH
      one

      =======
      two
      =======
      three
      >>>>>>> REPLACE
      <<<<<<< SEARCH
      four
      =======
      >>>>>>> REPLACE
      </edit>
      <file path="fenced.js">
      ```js
      let x;
      ```
      </file>
      <delete path="old.js" />
      <done/>
      <file path="late.txt">
      late
      </file>
      """;

  @Test
  void readsEverythingThatTheFormatHas() {
    var draft = read(List.of(EVERYTHING)).draft();

    assertThat(draft)
        .isEqualTo(
            new Draft(
                List.of(
                    new WholeFile(
                        "a.html",
                        "<p>ä</p>\n<file path=\"b\">\n<edit path=\"c\">\n<done/>\n </file>\n"),
                    new WholeFile("empty.txt", ""),
                    new FileEdit(
                        "app.js",
                        List.of(
                            new Block(List.of("one", ""), List.of("two", "=======", "three")),
                            new Block(List.of("four"), List.of()))),
                    new WholeFile("fenced.js", "let x;\n"),
                    new FileDeletion("old.js")),
                java.util.Optional.of("Build it — café 😀"),
                true));
  }

  @Test
  void readsTheSameHoweverItIsCut() {
    var whole = read(List.of(EVERYTHING));
    for (var cut = 0; cut <= EVERYTHING.length(); cut++) {
      var pieces = List.of(EVERYTHING.substring(0, cut), EVERYTHING.substring(cut));
      assertThat(read(pieces)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(read(HeardAnswer.singly(EVERYTHING))).isEqualTo(whole);
    var random = new Random(7);
    for (var i = 0; i < 500; i++) {
      assertThat(read(HeardAnswer.cut(EVERYTHING, random, 20))).isEqualTo(whole);
    }
  }

  @Test
  void tellsOfFilesAsTheyOpenGrowAndClose() {
    assertThat(read(List.of("<file path=\"a\">\nx\n</file>\n<file path=\"b\">\ny")).events())
        .containsExactly("open a", "grow a x", "close a", "open b", "grow b y");
  }

  @Test
  void ignoresWhatIsOutsideOfTags() {
    assertThat(
            read(
                List.of(
                    "Sure!\n</file>\n=======\nx <delete path=\"a\"/>\n<done/>\n<delete path=\"a\"/>")))
        .isEqualTo(
            new HeardAnswer(new Draft(List.of(), java.util.Optional.empty(), true), List.of()));
  }

  @Test
  void keepsEveryOccurrenceOfAPathInOrder() {
    assertThat(elements("<file path=\"a\">\n1\n</file>\n<file path=\"a\">\n2\n</file>"))
        .containsExactly(new WholeFile("a", "1\n"), new WholeFile("a", "2\n"));
  }

  @Test
  void takesAFileThatIsClosedAtOnceForAnEmptyOne() {
    assertThat(elements("<file path=\"a\">\n</file>\n<file path=\"b\"></file>\n"))
        .containsExactly(new WholeFile("a", ""), new WholeFile("b", ""));
    assertThat(elements("<file path=\"a\">\n\n</file>")).containsExactly(new WholeFile("a", "\n"));
  }

  @Test
  void makesLineFeedsOfCarriageReturnsBeforeThem() {
    assertThat(elements("<file path=\"a\">\r\nx\r\ny\rz\r\n</file>\r\n"))
        .containsExactly(new WholeFile("a", "x\ny\rz\n"));
  }

  @Test
  void endsAFileOnlyAtALineThatIsExactlyItsEnd() {
    assertThat(elements("<file path=\"a\">\n </file>\nx</file>\n</file>x\n</File>\n</file> \t\n"))
        .containsExactly(new WholeFile("a", " </file>\nx</file>\n</file>x\n</File>\n"));
  }

  @Test
  void isNotDoneWithoutItsEnd() {
    assertThat(read(List.of("<file path=\"a\">\nx\n</file>\n")).draft().done()).isFalse();
    assertThat(read(List.of("<file path=\"a\">\nx\n<done/>\n")).draft().done()).isFalse();
    assertThat(read(List.of("and so I am <done/>")).draft().done()).isFalse();
    assertThat(read(List.of("<done/>")).draft().done()).isTrue();
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of("a.js", "```\nx\n```\n", "x\n"),
        Arguments.of("a.js", "```js\nx\n```  \n", "x\n"),
        Arguments.of("a.js", "\n```js\nx\n```\n\n", "x\n"),
        Arguments.of("a.js", "~~~\nx\n~~~\n", "x\n"),
        Arguments.of("a.js", "````\n```\nx\n```\n````\n", "```\nx\n```\n"),
        Arguments.of("a.js", "```\n```\n", ""),
        Arguments.of("a.md", "```\nx\n```\n", "```\nx\n```\n"),
        Arguments.of("README.MD", "```\nx\n```\n", "```\nx\n```\n"),
        Arguments.of("a.js", "```\nx\n```\ny\n", "```\nx\n```\ny\n"),
        Arguments.of("a.js", "y\n```\nx\n```\n", "y\n```\nx\n```\n"),
        Arguments.of("a.js", "```\nx\n```\n```\ny\n```\n", "```\nx\n```\n```\ny\n```\n"),
        Arguments.of("a.js", "```\n", "```\n"),
        Arguments.of("a.js", "\n\n", "\n\n"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void stripsAFenceThatEnclosesEverything(String path, String written, String kept) {
    var answer = "<file path=\"" + path + "\">\n" + written + "</file>\n<done/>\n";
    assertThat(read(List.of(answer)).draft().elements()).containsExactly(new WholeFile(path, kept));
  }

  static Stream<Arguments> hardCases() {
    var file = "<file path=\"a.js\">\n%s\n</file>\n<done/>\n";
    return Stream.of(
        Arguments.of("one line", file.formatted("x".repeat(8 << 20))),
        Arguments.of("blanks in a tag", "<" + " ".repeat(4 << 20) + ">\n<done/>"),
        Arguments.of("nearly a summary", "<summary>" + "</ ".repeat(2 << 20) + ">\n<done/>"),
        Arguments.of("many files", "<file path=\"a\">\n</file>\n".repeat(200_000) + "<done/>"),
        Arguments.of("many deletions", "<delete path=\"a\"/>\n".repeat(200_000) + "<done/>"),
        Arguments.of("many fences", file.formatted("```\n" + "`\n".repeat(2 << 20) + "```")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hardCases")
  void takesTimeInProportionToTheText(String name, String answer) {
    // Quadratic work would take hours, not a second.
    assertThat(ReaderSpeed.mebibytesPerSecond(answer)).isGreaterThan(1);
  }

  private static List<Draft.Element> elements(String answer) {
    return HeardAnswer.of(answer).draft().elements();
  }

  private static HeardAnswer read(List<String> pieces) {
    return HeardAnswer.of(pieces);
  }
}
