package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;

/**
 * An incident in the words of a report.
 *
 * @param reason one line: where, what kind of thing, and how it put it itself
 * @param evidence all of what it said
 */
record IncidentWords(String reason, String evidence) {

  static IncidentWords of(Incident incident, SiteText site) {
    var text = site.of(incident.text()).strip();
    var where = site.of(incident.where()).strip();
    var from = where.isEmpty() ? "" : where + ": ";
    var about = about(incident.kind());
    var first = text.lines().findFirst().orElse("");
    var separator = about.isEmpty() || first.isEmpty() ? "" : ": ";
    return new IncidentWords(from + about + separator + first, evidence(incident, text, where));
  }

  /** The same, whatever a page was loaded with: what it does wrong each time is told once. */
  String without(String address) {
    var isSamePage = address.startsWith("?") || address.startsWith("#");
    return isSamePage ? reason.replace(address, "") : reason;
  }

  private static String evidence(Incident incident, String text, String where) {
    if (incident.kind() == Kind.LOCAL_REQUEST_FAILED && text.startsWith("/")) {
      return text
          + "; the site lies in a folder of its server, so an address that begins with / leads out"
          + " of it: write it relative";
    }
    if (incident.kind() == Kind.THIRD_PARTY_FAILED && text.contains("net::ERR_")) {
      return text
          + "; its server could not be reached from the machine that checks: the host's name is"
          + " wrong, or it is that machine that has no way there";
    }
    var isSaid = where.isEmpty() || text.contains(where);
    return isSaid ? text : text + " (" + where + ")";
  }

  private static String about(Kind kind) {
    return switch (kind) {
      case UNCAUGHT_ERROR, CONSOLE_ERROR -> "";
      case LOCAL_REQUEST_FAILED -> "it did not load";
      case LOCAL_FETCH_FAILED -> "a script asked for what did not come";
      case THIRD_PARTY_FAILED -> "it did not come from another site";
      case REFUSED -> "the page asked for what no page may reach from here";
      case INSECURE_REQUEST -> "the page asked for plain http, which it may not where it is https";
      case DIALOG -> "the page opened a dialog, which was dismissed";
      case WINDOW -> "the page opened a window, which was closed";
      case DOWNLOAD -> "the page offered a download, which was not taken";
      case NAVIGATION -> "the page went to another by itself";
      case OUT_OF_TIME -> "the page took too long";
      case OUT_OF_MEMORY -> "the page took too much memory";
      case CRASHED -> "the page crashed";
    };
  }
}
