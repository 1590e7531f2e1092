package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?id=7",
        "?url=https://example.com/a.md",
        "?q=a b&path=../../x&c:d",
        "#top",
        "about.html",
        "a/b/../c.html?x#y",
        "./a",
        "a/..",
        "a/../b",
        "\u00e9.html",
        "..a/b",
        "a..",
      })
  void takesQueriesAndRelativeAddresses(String address) {
    assertThat(PageAddress.fault(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "HTTPS:x",
        "javascript:alert(1)",
        "data:,x",
        "c:x",
        "//example.com/",
        "/",
        "/about.html",
        "\\\\example.com",
        "a\\..\\..\\b",
        "..",
        "../x",
        "./../x",
        "a/../../x",
        "a//../../../x",
        "%2e%2e/x",
        ".%2E/x",
        "..%2fx",
        "a%2f..%2F..%2fx",
        "..%5cx",
        " ?x",
        "?x ",
        "\t//example.com",
        "/\t/example.com",
        "?a\nb",
        "?a\u0000b",
      })
  void refusesWhatLeavesTheSite(String address) {
    assertThat(PageAddress.fault(address)).isPresent();
  }

  @Test
  void countsCodePoints() {
    assertThat(PageAddress.fault("?" + "\ud83d\ude00".repeat(2_047))).isEmpty();
    assertThat(PageAddress.fault("?" + "x".repeat(2_048))).isPresent();
  }
}
