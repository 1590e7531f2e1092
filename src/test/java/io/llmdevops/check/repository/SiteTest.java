package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.pages.SitePath;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

  private static final Set<String> FILES =
      Set.of(
          "index.html",
          "about.html",
          "data.json",
          "folder/index.html",
          "folder/deep/a.png",
          "both.html",
          "both/index.html",
          "img/Logo.PNG",
          "v1.2.html",
          "a b.txt",
          "ü.txt",
          "100%.txt",
          "c++.txt",
          "x%2Fy.txt",
          "50%/index.html",
          ".well-known/security.txt",
          "_private/a.js");

  private static final Site SITE = new Site(FILES, List.of("app-123456"));

  /** What a visitor at index.html gets, and at folder/deep/a.html. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // files, and pages without their extension
        "index.html|folder|-",
        "index.html|about|-",
        "index.html|about.html|-",
        "index.html|about/|about/index.html",
        "index.html|index|-",
        "index.html|data|data",
        "index.html|data.json|-",
        "index.html|data.json/|data.json/index.html",
        "index.html|v1.2|-",
        "index.html|both|-",
        "index.html|both/|-",
        // folders
        "index.html|.|-",
        "index.html|./|-",
        "index.html|folder/|-",
        "index.html|folder/index|-",
        "index.html|img|img",
        "index.html|img/|img/index.html",
        "index.html|folder/deep/|folder/deep/index.html",
        "folder/deep/a.html|..|-",
        "folder/deep/a.html|../|-",
        "folder/deep/a.html|../..|-",
        "folder/deep/a.html|../../about|-",
        "folder/deep/a.html|a.png|-",
        "folder/deep/a.html|about|folder/deep/about",
        "folder/deep/a.html|/app-123456/about|-",
        "folder/deep/a.html|/app-123456|-",
        "folder/deep/a.html|/app-123456/|-",
        // case, and what is written in other ways
        "index.html|img/logo.png|img/logo.png",
        "index.html|About.html|About.html",
        "index.html|%61bout.html|-",
        "index.html|a b.txt|-",
        "index.html|a%20b.txt|-",
        "index.html|a+b.txt|a+b.txt",
        "index.html|c++.txt|-",
        "index.html|c%2B%2B.txt|-",
        "index.html|ü.txt|-",
        "index.html|%C3%BC.txt|-",
        "index.html|100%25.txt|-",
        "index.html|folder\\index.html|-",
        "index.html|./folder/./%2e%2E/about|-",
        "index.html|about?x=/y#z|-",
        "index.html|folder//index.html|folder//index.html",
        "index.html|.well-known/security.txt|-",
        "index.html|_private/a.js|-",
        "50%/index.html|index.html|-",
        "50%/index.html|a.png|50%/a.png",
        "index.html|50%25|-",
        "index.html|50%25/|-"
      })
  void findsWhatPagesWouldServe(String page, String target, String missing) {
    var fault = SITE.fault(target, Site.start(page));

    if (missing == null) {
      assertThat(fault).isEmpty();
    } else {
      assertThat(fault.orElseThrow()).startsWith("there is no file \"" + missing + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100%.txt",
    "x%2Fy.txt",
    "x%252Fy.txt",
    "folder%5Cindex.html",
    "about.html%00",
    ".git/config",
    "%zz"
  })
  void refusesWhatNoServerTakes(String target) {
    assertThat(SITE.fault(target, "").orElseThrow()).startsWith("is no address of a file");
    assertThat(SitePath.parse("/app-123456/" + target)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "../x",
    "a/../../x",
    "%2E./x",
    "..\\x",
    "/",
    "/about.html",
    "/app-123456x/",
    "/App-123456/",
    "file:///x",
    "C:\\x"
  })
  void refusesWhatIsNotOnTheSite(String target) {
    assertThat(SITE.fault(target, "").orElseThrow())
        .matches("leads out of the site|starts at the server's root.*|names a file on .* disk");
  }
}
