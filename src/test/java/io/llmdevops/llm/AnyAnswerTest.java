package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model may say, however it arrives. */
class AnyAnswerTest {

  private static final int INPUTS = 12_000;

  private static final List<String> LINES =
      List.of(
          "<file path=\"%s\">",
          "  < file  path = \"%s\" >  ",
          "<file path=\"%s\"></file>",
          "<file path='%s'>",
          "<file path=%s>",
          "<file path=\"%s\" mode=\"755\">",
          "</file>",
          "</file>",
          "</file>   ",
          "</file>",
          " </file>",
          "<edit path=\"%s\">",
          "</edit>",
          "<<<<<<< SEARCH",
          "=======",
          ">>>>>>> REPLACE",
          "<delete path=\"%s\"/>",
          "<delete path=\"%s\" / >",
          "<summary>%s</summary>",
          "<summary>",
          "```",
          "```html",
          "~~~~",
          "one",
          "two",
          "",
          " ",
          "\uFEFF",
          "\uD83D\uDE00 ä \uD83D",
          "<",
          ">",
          "\0\u0007",
          "<![CDATA[<done/>]]>",
          "text before <done/>");

  private static final List<String> PATHS =
      List.of(
          "index.html",
          "app.js",
          "a/b/c.txt",
          "./app.js",
          "App.js",
          "app.js/x",
          "",
          "/etc/passwd",
          "../../etc/passwd",
          "a/../../b",
          "a/..",
          "..",
          ".",
          ".git/config",
          ".GiT/hooks/x",
          "a/.git./x",
          "git~1/x",
          ".g\u200Cit/config",
          "C:\\x",
          "c:x",
          "\\\\server\\share",
          "a\\..\\b",
          "a\0b",
          "a\tb",
          "con",
          "LICENSE",
          ".nojekyll",
          "CNAME",
          "data.csv",
          "\u202Etxt.exe",
          "\uD83D\uDE00.txt",
          "\uD83D.txt",
          "%2e%2e/x",
          "a/ ../b",
          "a/.. /b",
          "...",
          "x".repeat(300),
          "y/".repeat(600) + "z",
          "🙂/../.git");

  private static final Path REPOSITORY = Path.of("/repository");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\\\]|^[A-Za-z]:");
  private static final Pattern FORBIDDEN_PART = Pattern.compile("\\.git[. ]*|git~1|[. ]*|con");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no tags at all",
        "<done/>",
        "<file path=\"a\">\n</file>\n<done/>",
        "<file path=\"a\"></file>\r\n<done/>\r\n",
        "\uFEFF<summary>mit BOM 😀</summary>\n<file path=\"😀/ä.txt\">\n😀\r\nä\uFEFF\r\n</file>\n<done/>\n",
        "<file path=\"a.html\">\n<file path=\"b\">\n<edit path=\"c\">\n<done/>\n </file>\nx</file>\n"
            + "</file>\t \n<done/>",
        "<file path=\"a.js\">\n```js\nlet x = '😀';\n```\n</file>\n<delete path=\"b\"/>\n<done/>\nlate",
        "<edit path=\"a\">\nnoise\n<<<<<<< SEARCH\n</edit>\n=======\n=======\n<done/>\n"
            + ">>>>>>> REPLACE\r\n<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE\n</edit>\n<done/>",
        "<file path=\"unclosed\">\nthe end is miss",
        "<edit path=\"unclosed\">\n<<<<<<< SEARCH\none\n======",
        "<file path=\"a\">\nx\n</file>",
        "<file path=\"cut in a pair\">\n\uD83D",
        "\r\r\n\n\r<done/>\r\r\n<done/>"
      })
  void isReadTheSameHoweverItIsCut(String answer) {
    var whole = HeardAnswer.of(answer);
    for (var cut = 0; cut <= answer.length(); cut++) {
      var pieces = List.of(answer.substring(0, cut), answer.substring(cut));
      assertThat(HeardAnswer.of(pieces)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(HeardAnswer.of(HeardAnswer.singly(answer))).isEqualTo(whole);
    var random = new Random(11);
    for (var i = 0; i < 100; i++) {
      assertThat(HeardAnswer.of(HeardAnswer.cut(answer, random, 20))).isEqualTo(whole);
    }
  }

  @Test
  void neitherFailsNorHangsNorLeadsOutOfTheRepository() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          var random = new Random(20_261_122);
          var changed = 0;
          for (var i = 0; i < INPUTS; i++) {
            changed += assertHarmless(answer(random), random) ? 1 : 0;
          }
          assertThat(changed).as("answers that changed something").isGreaterThan(INPUTS / 20);
        });
  }

  private static boolean assertHarmless(String answer, Random random) {
    var heard = HeardAnswer.of(HeardAnswer.cut(answer, random, 40));
    assertThat(heard).isEqualTo(HeardAnswer.of(answer));
    var bench =
        new Workbench(
            Requests.on(
                Requests.files(Map.of("app.js", "one\ntwo\n", "index.html", "one\none\n")),
                Requests.of(2, "b", Requests.attachment("data.csv", "text/csv", "one\n"))));
    bench.apply(heard.draft());
    bench.applyWhole(heard.draft());
    var screened =
        heard.draft().elements().stream().flatMap(each -> Screening.path(each.path()).stream());
    var written = bench.changes().stream().map(Change::path);
    assertThat(Stream.concat(screened, written).filter(path -> !isInside(path)))
        .as(answer)
        .isEmpty();
    return bench.hasChanged();
  }

  /** By rules other than those of the code under test. */
  private static boolean isInside(String path) {
    var file = REPOSITORY.resolve(path);
    return file.normalize().equals(file)
        && file.startsWith(REPOSITORY)
        && !file.equals(REPOSITORY)
        && !FORBIDDEN.matcher(path).find()
        && Stream.of(path.toLowerCase(Locale.ROOT).split("/", -1))
            .noneMatch(part -> FORBIDDEN_PART.matcher(part).matches());
  }

  private static String answer(Random random) {
    var text = new StringBuilder();
    for (var line = random.nextInt(24); line >= 0; line--) {
      var form = LINES.get(random.nextInt(LINES.size()));
      text.append(form.replace("%s", PATHS.get(random.nextInt(PATHS.size()))));
      text.append(random.nextInt(12) == 0 ? "\r\n" : random.nextInt(40) == 0 ? "\r" : "\n");
    }
    for (var spoiled = random.nextInt(3); spoiled > 0; spoiled--) {
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
    }
    return random.nextInt(4) > 0 ? text + "<done/>" : text.toString();
  }
}
