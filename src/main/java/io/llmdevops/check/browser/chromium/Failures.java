package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.guard.Guard;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Sorts what a page asked for and did not get. */
final class Failures {

  /** Asked for by a script, which learns of the failure. As Playwright calls them. */
  private static final Set<String> FETCHES =
      Set.of("xhr", "fetch", "eventsource", "websocket", "ping", "cspviolationreport");

  private static final Pattern ADDRESS = Pattern.compile("(blob:)?(https?|wss?):");

  /** What nobody failed to deliver: the page, or a later page, did not want it any more. */
  private static final String ABORTED = "net::ERR_ABORTED";

  private final SiteNames names;
  private final Supplier<List<Guard.Refusal>> refusals;
  private final Incidents incidents;

  Failures(SiteNames names, Supplier<List<Guard.Refusal>> refusals, Incidents incidents) {
    this.names = names;
    this.refusals = refusals;
    this.incidents = incidents;
  }

  /** What an https page must not ask for, whether or not it comes. */
  void asked(String url) {
    if ((url.startsWith("http:") || url.startsWith("ws:")) && !names.isLocal(url)) {
      incidents.add(Kind.INSECURE_REQUEST, shown(url), "");
    }
  }

  /**
   * @param type as Playwright calls it
   * @param why a status or Chromium's name of the error
   */
  void failed(String url, String type, String why) {
    if (why.startsWith(ABORTED) || isFavicon(url) || url.startsWith("data:")) {
      return;
    }
    var local = names.isLocal(url);
    var refusal = local ? null : refusal(url);
    if (refusal != null) {
      incidents.add(Kind.REFUSED, refusal.target() + ": " + refusal.why(), "");
    } else if (!ADDRESS.matcher(url).lookingAt()) {
      incidents.add(Kind.REFUSED, shown(url) + ": no address of the web", "");
    } else {
      incidents.add(kind(local, type), shown(url) + " (" + type + "): " + why, "");
    }
  }

  /**
   * What the browser says of an answer that it keeps from the page.
   *
   * @param text such as "Access to fetch at 'https://…' from origin … has been blocked …"
   */
  void kept(String text) {
    var quoted = text.split("'", 3);
    if (quoted.length == 3 && refusal(quoted[1]) == null) {
      incidents.add(Kind.THIRD_PARTY_FAILED, text, "");
    }
  }

  /** Those that no request told of: of workers, of connections between browsers. */
  void unreported() {
    refusals
        .get()
        .forEach(each -> incidents.add(Kind.REFUSED, each.target() + ": " + each.why(), ""));
  }

  private Guard.Refusal refusal(String url) {
    var target = SiteNames.target(url);
    return refusals.get().stream()
        .filter(each -> each.target().equalsIgnoreCase(target))
        .findFirst()
        .orElse(null);
  }

  private static Kind kind(boolean local, String type) {
    if (!local) {
      return Kind.THIRD_PARTY_FAILED;
    }
    return FETCHES.contains(type) ? Kind.LOCAL_FETCH_FAILED : Kind.LOCAL_REQUEST_FAILED;
  }

  /** Browsers ask for it by themselves. */
  private static boolean isFavicon(String url) {
    return url.endsWith("/favicon.ico");
  }

  private static String shown(String url) {
    return Incidents.cut(url, 500);
  }
}
