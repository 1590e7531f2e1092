package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.csv",
        "my data (1).csv",
        "\u6570\u636e.csv",
        "\u0434\u0430\u043d\u043d\u044b\u0435",
        "\ud83d\ude00.png",
        ".gitignore",
        ".github",
        "a..b",
        "...",
        "console.log",
        "com10.txt",
        "LPT.txt",
        "nullable",
        "git~2",
        "CNAME",
        "\ud83d\udc68\u200d\ud83d\udc67.png",
        "\u2764\ufe0f.svg"
      })
  void takesPlainFileNames(String name) {
    assertThat(AttachmentName.fault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".git",
        ".GIT",
        ".gIt",
        ".git.",
        ".git ",
        ".git::$INDEX_ALLOCATION",
        ".g\u200cit",
        ".git :x",
        "git~1",
        "git~1:x",
        "a/b",
        "/a",
        "a\\b",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u0085b",
        "con",
        "con:x",
        "CON",
        "Nul.txt",
        "aux.tar.gz",
        "prn ",
        "nul .txt",
        "COM1",
        "com0.csv",
        "lpt9.csv",
        "COM\u00b9",
        "CONIN$",
        "conout$.log"
      })
  void refusesOthers(String name) {
    assertThat(AttachmentName.fault(name)).isPresent();
  }

  @Test
  void countsBytes() {
    assertThat(AttachmentName.fault("a".repeat(255))).isEmpty();
    assertThat(AttachmentName.fault("a".repeat(256))).isPresent();
    assertThat(AttachmentName.fault("\u6570".repeat(85))).isEmpty();
    assertThat(AttachmentName.fault("\u6570".repeat(86))).isPresent();
  }
}
