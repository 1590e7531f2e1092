package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPartTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".GIT",
        ".gIt",
        ".git.",
        ".git ",
        ".git . .",
        ".git::$INDEX_ALLOCATION",
        ".git. :x",
        ".git:\n",
        ".g\u200cit",
        "\ufeff.git\u206f",
        ".\u202eGit.",
        "git~1",
        "GIT~1",
        "Git~1. ",
        "git~1:x"
      })
  void knowsGitInAnySpelling(String name) {
    assertThat(new PathPart(name).isGit()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "git", ".gitignore", ".github", "a.git", " .git", ".git.a", "git~2", "git~10"})
  void knowsWhatIsNotGit(String name) {
    assertThat(new PathPart(name).isGit()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "con",
        "CON",
        "prn ",
        "Nul.txt",
        "aux.tar.gz",
        "nul .txt",
        "con:x",
        "con. ",
        "COM1",
        "com0.csv",
        "lpt9.csv",
        "COM\u00b9",
        "lpt\u00b3.a",
        "CONIN$",
        "conout$.log"
      })
  void knowsTheDevicesOfWindows(String name) {
    assertThat(new PathPart(name).isWindowsDevice()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", ":", "console.log", "com10.txt", "LPT.txt", "nullable", "a.con", "x:con"})
  void knowsWhatIsNoDevice(String name) {
    assertThat(new PathPart(name).isWindowsDevice()).isFalse();
  }

  @Test
  void knowsTheFolderItselfAndTheOneAbove() {
    assertThat(new PathPart(".").isRelative()).isTrue();
    assertThat(new PathPart("..").isRelative()).isTrue();
    assertThat(new PathPart("...").isRelative()).isFalse();
    assertThat(new PathPart("").isRelative()).isFalse();
    assertThat(new PathPart(".a").isRelative()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\tb", "\n", "a\u007f", "\u0085b"})
  void knowsControls(String name) {
    assertThat(new PathPart(name).hasControls()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\u00a0", "\u200d", "\ud83d\ude00.png"})
  void knowsWhatIsNoControl(String name) {
    assertThat(new PathPart(name).hasControls()).isFalse();
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(new PathPart("a".repeat(255)).isTooLong()).isFalse();
    assertThat(new PathPart("a".repeat(256)).isTooLong()).isTrue();
    assertThat(new PathPart("\u6570".repeat(85)).isTooLong()).isFalse();
    assertThat(new PathPart("\u6570".repeat(86)).isTooLong()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "A\u00c9\u03a3.CSV, a\u00e9\u03c3.csv",
    "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c3",
    "\u03bf\u03b4\u03bf\u03c2, \u03bf\u03b4\u03bf\u03c3",
    "\u00fc.txt, U\u0308.TXT",
    "\u212a, k",
    "Docs/A, docs/a"
  })
  void foldsCaseAndComposition(String one, String other) {
    assertThat(PathPart.folded(one)).isEqualTo(PathPart.folded(other));
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, b.csv",
    "stra\u00dfe, STRASSE",
    "\u00fc, u",
    "\u00bd, 1/2",
    "\uff41, a",
    "a\u200db, ab"
  })
  void keepsOthersApart(String one, String other) {
    assertThat(PathPart.folded(one)).isNotEqualTo(PathPart.folded(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Docs", "\u0391\u03a3", "U\u0308", "stra\u00dfe"})
  void keepsAFolderAtTheBeginning(String folder) {
    assertThat(PathPart.folded(folder + "/\u0338\u03a3.x"))
        .startsWith(PathPart.folded(folder) + "/");
  }
}
