package io.llmdevops.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/site/../other/",
        "/site/..",
        "/..",
        "/site/./a",
        "/site/%2e%2e/other",
        "/site/.%2E/other",
        "/site/%252e%252e/other",
        "/site%2f..%2fother",
        "/site/a%5c..%5cb",
        "/site/a\\b",
        "/site/a%255cb",
        "/site/a%00.html",
        "/site/a%2500.html",
        "/site/a%0ab",
        "/site/a%C2%85b",
        "/site/.git/config",
        "/site/.GIT/config",
        "/site/.git",
        "/site/.git./config",
        "/site/.git%20/config",
        "/site/a/%2egit/HEAD",
        "/site/git~1/HEAD",
        "/site/git~1:x/HEAD",
        "/site/.git::$INDEX_ALLOCATION/HEAD",
        "/site/.g%E2%80%8Cit/HEAD",
        "/site/%zz",
        "/site/%",
        "site/",
        "",
        "*",
        "http://elsewhere/"
      })
  void refusesWhatLeadsElsewhere(String raw) {
    assertThat(SitePath.parse(raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/site/, site, ''",
    "/site/a.html, site, a.html",
    "/site/a/b/, site, a/b/",
    "/site/a+b%20c%2b, site, a+b c+",
    "/site/%C3%BC%E4%B8%AD.txt, site, ü中.txt",
    "/site/100%25.txt, site, 100%.txt",
    "/site/.github/x, site, .github/x",
    "/site/..., site, ...",
    "/site/con.txt, site, con.txt",
    "/site/a..b, site, a..b",
    "/, '', "
  })
  void decodesOnce(String raw, String site, String file) {
    assertThat(SitePath.parse(raw)).contains(new SitePath(site, Optional.ofNullable(file)));
  }

  @Test
  void tellsASiteFromItsFolder() {
    assertThat(SitePath.parse("/site")).contains(new SitePath("site", Optional.empty()));
  }
}
