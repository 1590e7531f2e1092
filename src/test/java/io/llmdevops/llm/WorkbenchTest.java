package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbenchTest {

  private static final FileTree HEAD =
      Requests.files(
          Map.of(
              "index.html", "one\ntwo\nthree\n",
              "app.js", "a\r\nb\r\n",
              "docs/Guide.md", "guide\n"));

  @Test
  void takesTheLastOfTwoFilesAtOnePath() {
    var bench = applied(file("a.txt", "1") + file("./a.txt", "2"));

    assertThat(bench.changes()).containsExactly(write("a.txt", "2\n"));
  }

  @Test
  void appliesAllEditsInOrder() {
    var bench = applied(edit("index.html", "one", "1") + edit("index.html", "1\ntwo", "x"));

    assertThat(bench.changes())
        .containsExactly(new Change.Edit("index.html", Content.utf8("x\nthree\n")));
  }

  @Test
  void editsWhatTheSameAnswerWrote() {
    var bench = applied(file("new.txt", "one") + edit("new.txt", "one", "two"));

    assertThat(bench.changes()).containsExactly(write("new.txt", "two\n"));
  }

  @Test
  void keepsTheFilesLineEnds() {
    var bench = applied(edit("app.js", "b", "c\nd"));

    assertThat(bench.text("app.js")).contains("a\r\nc\r\nd\r\n");
  }

  @Test
  void leavesEveryByteOfUntouchedFilesAndLinesAsItWas() {
    var head = new TreeMap<String, Content>();
    head.put("crlf.txt", Content.utf8("a\r\nb\r\n"));
    head.put("endless.txt", Content.utf8("a\nb"));
    head.put("marked.txt", Content.utf8("\uFEFFa\r\nb\nc\td  \r\ne"));
    head.put("picture.png", Content.of(new byte[] {(byte) 0x89, 'P', 0, (byte) 0xff, '\r', '\n'}));
    head.put("latin.txt", Content.of(new byte[] {'a', (byte) 0xe4, '\n'}));
    head.put("index.html", Content.utf8("one\ntwo\n"));
    var bench = new Workbench(Requests.on(new FileTree(head), Requests.of(2, "b")));
    bench.apply(
        draft(
            edit("marked.txt", "b", "B")
                + edit("picture.png", "P", "Q")
                + edit("latin.txt", "a", "b")
                + edit("endless.txt", "none", "x")
                + edit("index.html", "one", "1")));

    var after = new FileTree(head).with(bench.changes()).files();

    assertThat(bench.failed()).containsOnlyKeys("picture.png", "latin.txt", "endless.txt");
    head.put("marked.txt", Content.utf8("\uFEFFa\r\nB\nc\td  \r\ne"));
    head.put("index.html", Content.utf8("1\ntwo\n"));
    assertThat(after).isEqualTo(head);
  }

  @Test
  void leavesAFileAsItWasWhereOneEditFailsAndKeepsTheOthers() {
    var bench =
        applied(
            edit("index.html", "one", "1")
                + edit("index.html", "none", "2")
                + edit("app.js", "a", "z")
                + edit("missing.txt", "a", "b"));

    assertThat(bench.failed()).containsOnlyKeys("index.html", "missing.txt");
    assertThat(bench.text("index.html")).contains("one\ntwo\nthree\n");
    assertThat(bench.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void takesWholeFilesInPlaceOfFailedEditsOnly() {
    var bench = applied(edit("index.html", "none", "2") + edit("app.js", "a", "z"));
    bench.applyWhole(draft(file("index.html", "whole") + file("app.js", "not asked for")));

    assertThat(bench.failed()).isEmpty();
    assertThat(bench.text("index.html")).contains("whole\n");
    assertThat(bench.text("app.js")).contains("z\r\nb\r\n");
  }

  @Test
  void commitsAttachmentsAsTheyCameUnlessTheyAreEditedOrDeleted() {
    var request =
        Requests.of(
            1,
            "Fix it",
            Requests.attachment("kept.js", "text/javascript", "a\n"),
            Requests.attachment("fixed.js", "text/javascript", "a\n"),
            Requests.attachment("gone.js", "text/javascript", "a\n"));
    var bench = new Workbench(Requests.first(request));
    bench.apply(
        draft(
            file("kept.js", "mine")
                + edit("fixed.js", "a", "b")
                + "<delete path=\"gone.js\"/>\n"
                + file("index.html", "x")));

    assertThat(bench.changes())
        .containsExactlyInAnyOrder(
            new Change.Edit("fixed.js", Content.utf8("b\n")),
            new Change.Delete("gone.js"),
            write("index.html", "x\n"));
    assertThat(bench.dropped()).extracting(Dropped::path).containsExactly("kept.js");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LICENSE",
        "license",
        ".nojekyll",
        "CNAME",
        "Cname",
        "LICENSE/x",
        "../x",
        "/x",
        "a\\b",
        ".git/config",
        "INDEX.html",
        "docs/guide.md",
        "docs",
        "index.html/x",
        "INDEX.HTML/x"
      })
  void dropsWhatMustNotBeWritten(String path) {
    var bench = applied(file(path, "x"));

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.dropped()).singleElement().satisfies(WorkbenchTest::hasReason);
  }

  private static void hasReason(Dropped dropped) {
    assertThat(dropped.reason()).isNotBlank();
  }

  @Test
  void letsAFileChangeItsCaseWhereTheOldOneIsDeleted() {
    var bench = applied(file("INDEX.html", "x") + "<delete path=\"index.html\"/>\n");

    assertThat(bench.changes())
        .containsExactly(write("INDEX.html", "x\n"), new Change.Delete("index.html"));
  }

  @Test
  void dropsTheSecondOfTwoPathsThatDifferOnlyInCase() {
    var bench = applied(file("a.txt", "1") + file("A.txt", "2"));

    assertThat(bench.changes()).containsExactly(write("a.txt", "1\n"));
    assertThat(bench.dropped())
        .containsExactly(new Dropped("A.txt", "the path differs from a.txt only in case"));
  }

  /** Each path was compared with every other: so many took half a minute. */
  @Test
  void takesTimeInProportionToTheNumberOfFiles() {
    var answer = new StringBuilder();
    for (var i = 0; i < 20_000; i++) {
      answer.append("<file path=\"a/").append(i).append("\"></file>\n");
      answer.append("<delete path=\"b/").append(i).append("\"/>\n");
    }

    var bench = assertTimeout(Duration.ofSeconds(5), () -> applied(answer.toString()));

    assertThat(bench.changes()).hasSize(20_000);
    assertThat(bench.dropped()).hasSize(20_000);
  }

  @Test
  void dropsADeletionOfNothing() {
    assertThat(applied("<delete path=\"none.txt\"/>\n").dropped()).hasSize(1);
  }

  @Test
  void completesARepairWithTheChangesBeforeIt() {
    var before =
        new Version(
            1,
            "m",
            "s",
            Optional.of(Requests.HEAD),
            List.of(
                write("new.txt", "one\n"),
                new Change.Edit("app.js", Content.utf8("edited\n")),
                write("kept.txt", "k\n")),
            List.of(),
            List.of());
    var repair =
        new Situation(Requests.of(1, "b"), 2, before.base(), HEAD, Optional.of(before), List.of());
    var bench = new Workbench(repair);
    bench.apply(
        draft(
            edit("new.txt", "one", "two")
                + edit("app.js", "edited", "again")
                + edit("index.html", "one", "1")));

    assertThat(bench.changes())
        .containsExactlyInAnyOrder(
            write("new.txt", "two\n"),
            new Change.Edit("app.js", Content.utf8("again\n")),
            write("kept.txt", "k\n"),
            new Change.Edit("index.html", Content.utf8("1\ntwo\nthree\n")));
    assertThat(bench.hasChanged()).isTrue();
  }

  private static final List<String> PATH_PARTS =
      List.of(
          "a",
          "b.txt",
          "..",
          ".",
          "/",
          "\\",
          "C:",
          ".git",
          ".GIT ",
          "git~1",
          "con",
          "LICENSE",
          "index.html",
          "INDEX.html",
          "docs",
          "docs/Guide.md",
          "a".repeat(256),
          "\u200b",
          "\uD83D",
          "\0",
          "ä",
          " ",
          "CNAME",
          ".github/workflows/",
          "new/",
          "x");
  private static final List<String> PIECES =
      List.of(
          "<file path=\"",
          "<edit path=\"",
          "<delete path=\"",
          "\">\n",
          "\"/>\n",
          "\" >\r\n",
          "</file>\n",
          "</edit>\n",
          "<done/>",
          "<done/>\n",
          "\n",
          "\r",
          " ",
          "```",
          "one\n",
          "two",
          "<<<<<<< SEARCH\n",
          "=======\n",
          ">>>>>>> REPLACE\n",
          "<summary>",
          "</summary>\n",
          "<",
          "\uDE00",
          "\"",
          "\0");

  /** Answers put together from what answers are made of, and from what they should not be. */
  @Test
  void neverThrowsAndNeverLeavesTheRepository() throws Exception {
    var random = new Random(42);
    var written = 0;
    for (var i = 0; i < 12_000; i++) {
      var reader = new AnswerReader(Silence.INSTANCE);
      for (var j = random.nextInt(12); j > 0; j--) {
        reader.feed(random.nextInt(4) == 0 ? any(random, PIECES) : element(random));
      }
      var bench = new Workbench(Requests.on(HEAD, Requests.of(1, "b")));
      var draft = reader.draft();
      bench.apply(draft);
      bench.applyWhole(draft);
      for (var change : bench.changes()) {
        assertThat(RepositoryPath.of(change.path()).value()).isEqualTo(change.path());
        assertThat(Path.of("/r", change.path()).normalize()).startsWithRaw(Path.of("/r"));
        assertThat(change.path().toLowerCase(Locale.ROOT).split("/")).doesNotContain(".git", "..");
      }
      written += bench.changes().size();
    }
    assertThat(written).isGreaterThan(5_000);
  }

  private static String element(Random random) {
    var path = new StringBuilder();
    for (var i = random.nextInt(4); i >= 0; i--) {
      path.append(any(random, PATH_PARTS));
    }
    return switch (random.nextInt(3)) {
      case 0 -> file(path.toString(), any(random, PIECES));
      case 1 -> edit(path.toString(), "one", any(random, PIECES));
      default -> "<delete path=\"" + path + "\"/>\n";
    };
  }

  private static String any(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static Workbench applied(String answer) {
    var bench = new Workbench(Requests.on(HEAD, Requests.of(2, "b")));
    bench.apply(draft(answer));
    return bench;
  }

  private static Draft draft(String answer) {
    var reader = new AnswerReader(Silence.INSTANCE);
    reader.feed(answer + "<done/>\n");
    return reader.draft();
  }

  private static String file(String path, String text) {
    return "<file path=\"" + path + "\">\n" + text + "\n</file>\n";
  }

  private static String edit(String path, String search, String replace) {
    return "<edit path=\""
        + path
        + "\">\n<<<<<<< SEARCH\n"
        + search
        + "\n=======\n"
        + replace
        + "\n>>>>>>> REPLACE\n</edit>\n";
  }

  private static Change write(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }
}
