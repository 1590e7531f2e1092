package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.judging.StandingCheck;

/**
 * What an incident counts for.
 *
 * @param isFault otherwise it is a warning: the page can do without, or its visitors may want it
 */
record Meaning(StandingCheck check, boolean isFault) {

  static Meaning of(Kind kind) {
    return switch (kind) {
      case UNCAUGHT_ERROR -> new Meaning(StandingCheck.ERRORS, true);
      case CONSOLE_ERROR -> new Meaning(StandingCheck.CONSOLE, true);
      case LOCAL_REQUEST_FAILED -> new Meaning(StandingCheck.REQUESTS, true);
      case LOCAL_FETCH_FAILED, THIRD_PARTY_FAILED, INSECURE_REQUEST ->
          new Meaning(StandingCheck.REQUESTS, false);
      case REFUSED, DIALOG, WINDOW, DOWNLOAD, NAVIGATION ->
          new Meaning(StandingCheck.CONDUCT, false);
      case OUT_OF_TIME, OUT_OF_MEMORY -> new Meaning(StandingCheck.CONDUCT, true);
      case CRASHED -> new Meaning(StandingCheck.LOADS, true);
    };
  }
}
