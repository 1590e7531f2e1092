package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.llm.RepositoryPath.BadPathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {

  @ParameterizedTest
  @CsvSource({
    "index.html, index.html",
    "./a//b/./c.js, a/b/c.js",
    "' a.txt ', a.txt",
    "docs/naïve 文.md, docs/naïve 文.md",
    ".github/workflows/pages.yml, .github/workflows/pages.yml",
    ".gitignore, .gitignore",
    "console.js, console.js",
    "com10.txt, com10.txt",
    "a..b/c, a..b/c"
  })
  void normalises(String raw, String normal) throws BadPathException {
    assertThat(RepositoryPath.of(raw).value()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "./",
        "/etc/passwd",
        "C:/a",
        "c:a",
        "..",
        "../a",
        "a/../b",
        "a/..",
        ".. /a",
        "a/.../b",
        "a\\b",
        "..\\a",
        "folder/",
        "a\u0000b",
        "a\tb",
        "a\nb",
        "a\u200Bb",
        ".g\u200Cit/config",
        "\uFEFFa",
        "a\u202Eb",
        "a\u2028b",
        "a\uFE0Fb",
        "a\uD800b",
        ".git",
        ".git/config",
        "a/.GIT/config",
        ".Git.",
        ".git ",
        ".git . ./config",
        "GIT~1/config",
        "git~1:x/config",
        ".git::$INDEX_ALLOCATION/config",
        "con",
        "NUL.txt",
        "a/aux.js",
        "COM1",
        "lpt9.tar.gz",
        "com\u00b9",
        "CON .txt",
        "conin$"
      })
  void refuses(String raw) {
    assertThatThrownBy(() -> RepositoryPath.of(raw)).isInstanceOf(BadPathException.class);
  }

  @Test
  void countsBytesAndNotCharacters() throws BadPathException {
    assertThat(RepositoryPath.of("a".repeat(255)).value()).hasSize(255);
    assertThatThrownBy(() -> RepositoryPath.of("ä".repeat(128)))
        .isInstanceOf(BadPathException.class);
    var most = ("a".repeat(255) + "/").repeat(3) + "a".repeat(255);
    assertThat(RepositoryPath.of(most + "b".repeat(0)).value()).hasSize(1_023);
    assertThatThrownBy(() -> RepositoryPath.of("ab/" + most)).isInstanceOf(BadPathException.class);
  }
}
