package io.llmdevops.check.statement;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which files say most about a site: those named first are shown first. */
enum Relevance {
  README("readme(\\.(md|txt))?"),
  INDEX("index\\.html?"),
  LIBRARY(".*\\.min\\.\\w+|(.*/)?(vendor|lib|node_modules)/.*"),
  PAGE(".*\\.html?"),
  CODE(".*\\.(m?js|css|ts|jsx|tsx)"),
  PROSE(".*\\.(md|txt|ya?ml|svg|webmanifest)|.*/readme"),
  DATA(".*\\.(csv|tsv|json|geojson|xml|ndjson|jsonl)"),
  OTHER(".*");

  private final Pattern path;

  Relevance(String path) {
    this.path = Pattern.compile(path);
  }

  static Relevance of(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    for (var each : values()) {
      if (each.path.matcher(lower).matches()) {
        return each == LIBRARY ? OTHER : each;
      }
    }
    return OTHER;
  }
}
