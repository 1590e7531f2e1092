package io.llmdevops.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "a/b.CSS, text/css; charset=utf-8",
    "app.js, text/javascript; charset=utf-8",
    "app.mjs, text/javascript; charset=utf-8",
    "data.json, application/json; charset=utf-8",
    "data.csv, text/csv; charset=utf-8",
    "README.md, text/markdown; charset=utf-8",
    "notes.txt, text/plain; charset=utf-8",
    "logo.svg, image/svg+xml; charset=utf-8",
    "feed.xml, application/xml; charset=utf-8",
    "site.webmanifest, application/manifest+json; charset=utf-8",
    "picture.png, image/png",
    "picture.webp, image/webp",
    "picture.avif, image/avif",
    "favicon.ico, image/x-icon",
    "module.wasm, application/wasm",
    "font.woff2, font/woff2",
    "font.woff, font/woff",
    "font.ttf, font/ttf",
    "paper.pdf, application/pdf",
    "LICENSE, application/octet-stream",
    "html, application/octet-stream",
    "a.b/html, application/octet-stream",
    "archive.unknown, application/octet-stream"
  })
  void followFromTheName(String path, String type) {
    assertThat(MediaTypes.of(path)).isEqualTo(type);
  }
}
