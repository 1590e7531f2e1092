package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Sighting.Incident.Kind;

/** The page, with the browser that showed it, has come to an end before its time. */
final class Ended extends RuntimeException {

  private final Kind kind;

  /**
   * @param text for the report
   */
  Ended(Kind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
