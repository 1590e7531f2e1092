package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedPathsTest {

  private final FoldedPaths paths =
      new FoldedPaths(List.of("README.md", "docs/Guide.md", "docs/a/b.txt", "docs-old/x", "docs0"));

  @Test
  void findsWhatDiffersOnlyInCase() {
    assertThat(paths.colliding("readme.MD")).containsExactly("README.md");
    paths.add("Readme.md");
    assertThat(paths.colliding("readme.MD")).containsExactly("README.md", "Readme.md");
  }

  @Test
  void findsWhatLiesInAFolderOfThatName() {
    assertThat(paths.colliding("DOCS")).containsExactly("docs/a/b.txt", "docs/Guide.md");
  }

  @Test
  void findsTheFileThatStandsWhereAFolderIsWanted() {
    assertThat(paths.colliding("Docs/A/B.txt/c/d")).containsExactly("docs/a/b.txt");
  }

  @Test
  void findsNothingWhereThereIsRoom() {
    assertThat(paths.colliding("docs/guide.txt")).isEmpty();
    assertThat(paths.colliding("README.md.txt")).isEmpty();
    assertThat(paths.colliding("docs-")).isEmpty();
  }

  @Test
  void forgetsWhatIsRemoved() {
    paths.remove("README.md");
    paths.remove("never there");
    assertThat(paths.colliding("readme.md")).isEmpty();
  }
}
