package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.llm.Draft.Block;
import io.llmdevops.llm.Draft.FileDeletion;
import io.llmdevops.llm.Draft.FileEdit;
import io.llmdevops.llm.Draft.WholeFile;
import java.util.ArrayList;
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

  private record Read(Draft draft, List<String> events) {}

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
    assertThat(read(EVERYTHING.chars().mapToObj(Character::toString).toList())).isEqualTo(whole);
  }

  @Test
  void readsTheSameHoweverOftenItIsCut() {
    var random = new Random(7);
    var whole = read(List.of(EVERYTHING));
    for (var i = 0; i < 500; i++) {
      var pieces = new ArrayList<String>();
      for (var from = 0; from < EVERYTHING.length(); ) {
        var to = Math.min(EVERYTHING.length(), from + random.nextInt(20));
        pieces.add(EVERYTHING.substring(from, to));
        from = to;
      }
      assertThat(read(pieces)).isEqualTo(whole);
    }
  }

  @Test
  void tellsOfFilesAsTheyOpenGrowAndClose() {
    assertThat(read(List.of("<file path=\"a\">\nx\n</file>\n<file path=\"b\">\ny")).events())
        .containsExactly("open a", "grow a x", "close a", "open b", "grow b y");
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

  @Test
  void readsFastEnoughForAnyModel() {
    var line = "const value = 'some ordinary line of code that a model might write';\n";
    var text = "<file path=\"a.js\">\n" + line.repeat(500_000) + "</file>\n<done/>\n";
    var reader = new AnswerReader(Silence.INSTANCE);
    var startedAt = System.nanoTime();
    for (var from = 0; from < text.length(); from += 997) {
      reader.feed(text.substring(from, Math.min(text.length(), from + 997)));
    }
    assertThat(reader.draft().done()).isTrue();
    // 34 MB; the aim is 50 MB/s, and a busy machine is given several times that.
    assertThat(System.nanoTime() - startedAt).isLessThan(5_000_000_000L);
  }

  private static Read read(List<String> pieces) {
    var events = new ArrayList<String>();
    var reader =
        new AnswerReader(
            new AnswerReader.Listener() {
              @Override
              public void opened(String path) {
                events.add("open " + path);
              }

              @Override
              public void grew(String path, String line) {
                events.add("grow " + path + " " + line);
              }

              @Override
              public void closed(String path) {
                events.add("close " + path);
              }
            });
    pieces.forEach(reader::feed);
    return new Read(reader.draft(), events);
  }
}
