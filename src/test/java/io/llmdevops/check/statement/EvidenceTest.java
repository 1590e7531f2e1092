package io.llmdevops.check.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.task.Content;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final Traits LARGE = new Traits(true, 200_000, 16_000, Optional.empty());
  private static final Traits SMALL = new Traits(false, 16_000, 4_000, Optional.empty());

  private final Subjects subject =
      Subjects.page("<p>hi")
          .file("README.md", Subjects.README)
          .file("LICENSE", "MIT")
          .file("app.js", "run()")
          .file("lib/chart.min.js", "x")
          .file("data.csv", "a,b\n".repeat(5_000))
          .file("logo.png", Content.of(new byte[] {(byte) 0x89, 'P', 0, (byte) 0xff}))
          .file("about.html", "<p>us");

  @Test
  void showsFirstWhatSaysMost() {
    var files = of("file", evidence(LARGE));

    assertThat(files)
        .extracting(block -> block.about("path"))
        .containsExactly(
            "README.md",
            "index.html",
            "about.html",
            "app.js",
            "data.csv",
            "LICENSE",
            "lib/chart.min.js",
            "logo.png");
    assertThat(files.get(4).about("shown")).isEqualTo("head");
    assertThat(files.get(4).text()).hasSizeLessThanOrEqualTo(4 * 1_024);
    assertThat(files.get(7).about("shown")).isEqualTo("none");
  }

  @Test
  void listsEveryFileWithItsSize() {
    assertThat(of("files", evidence(LARGE)).get(0).text())
        .contains("data.csv 20000\n", "logo.png 4", "index.html 5\n");
  }

  @Test
  void fitsWhatTheModelCanTake() {
    for (var at = 0; at < 40; at++) {
      subject.file("part" + at + ".js", "x".repeat(30_000));
    }
    var views = Collections.nCopies(20, view("y".repeat(50_000)));

    assertThat(bytes(evidence(LARGE, views))).isBetween(150_000, 300_000);
    var small = evidence(SMALL, views);
    assertThat(bytes(small)).isLessThan(3 * 12_000);
    assertThat(of("file", small).get(0).about("shown")).isEqualTo("whole");
    assertThat(small.images()).isEmpty();
  }

  @Test
  void tellsOfAPagesTroubleWhereThereWasAny() {
    var views = List.of(view("<p>"), view("<p>").with("app.js: Error: bad"));

    assertThat(of("page", evidence(LARGE, views)))
        .extracting(page -> page.about("trouble"))
        .containsExactly("", "app.js: Error: bad");
  }

  @Test
  void cutsTheDataOfPicturesOutOfADocument() {
    var data = "iVBORw0KGgo".repeat(1_000);
    var dom = "<img src=\"data:image/png;base64," + data + "\"><p>after</p>";

    var document = of("document", evidence(LARGE, List.of(view(dom)))).get(0);

    assertThat(document.text())
        .isEqualTo("<img src=\"data:image/png;base64,… (11000 characters)\"><p>after</p>");
    assertThat(document.about("shown")).isEqualTo("whole");
  }

  @Test
  void saysNothingOfWhoAsked() {
    var said = evidence(LARGE).blocks().toString();

    assertThat(said).contains("brief").doesNotContain("a@example.com", "e.example");
  }

  private Evidence evidence(Traits traits) {
    return evidence(traits, List.of());
  }

  private Evidence evidence(Traits traits, List<PageView> views) {
    var statements = new TreeMap<Integer, String>();
    statements.put(1, "README.md is professional");
    return Evidence.of(subject.subject(), statements, views, traits);
  }

  private static PageView view(String dom) {
    return new PageView("", "Title", "text", dom, Optional.of(JudgeFixture.PICTURE));
  }

  private static List<DataBlock> of(String kind, Evidence evidence) {
    return evidence.blocks().stream().filter(block -> block.kind().equals(kind)).toList();
  }

  private static int bytes(Evidence evidence) {
    return evidence.blocks().stream().mapToInt(block -> block.text().length()).sum();
  }
}
