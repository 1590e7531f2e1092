package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens in one page, from its start on. Errors and the console are taken from Chromium's own
 * protocol, not from Playwright, which would keep a handle of everything that a page writes, and
 * would not tell the page's words from the browser's, or its frames' from those of other sites.
 */
final class Happenings {

  /** Of what a page may do now and then, before it is no longer a page but a flood. */
  private static final int FLOOD = 20;

  private static final int CONSOLE_FLOOD = 10_000;

  private static final Set<String> ERRORS = Set.of("error", "assert");

  private final Page page;
  private final Incidents incidents;
  private final Failures failures;
  private final Watch watch;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private Optional<Integer> status = Optional.empty();
  private boolean arrived;
  private int consoleLines;
  private int underWay;
  private long lastRequest = System.nanoTime();

  Happenings(Page page, Incidents incidents, Failures failures, Watch watch) {
    this.page = page;
    this.incidents = incidents;
    this.failures = failures;
    this.watch = watch;
  }

  void listen(CDPSession session) {
    page.onRequest(this::onRequest);
    page.onRequestFinished(request -> onEnd());
    page.onRequestFailed(this::onRequestFailed);
    page.onResponse(this::onResponse);
    page.onWebSocket(
        socket -> {
          failures.asked(socket.url());
          socket.onSocketError(why -> failures.failed(socket.url(), "websocket", why));
        });
    page.onCrash(crashed -> onCrash());
    page.onDownload(download -> onMany(Kind.DOWNLOAD, download.suggestedFilename()));
    session.on("Page.javascriptDialogOpening", this::onDialog);
    session.on("Page.frameNavigated", this::onNavigated);
    session.on("Runtime.exceptionThrown", this::onException);
    session.on("Runtime.consoleAPICalled", this::onConsole);
    session.on("Log.entryAdded", this::onLogged);
    List.of("Page.enable", "Runtime.enable", "Log.enable").forEach(session::send);
  }

  /** The status of the document, once it has come. */
  Optional<Integer> status() {
    return status;
  }

  /** How long nothing has been asked for and nothing waited for; 0 while something is. */
  long quietNanos() {
    return underWay > 0 ? 0 : System.nanoTime() - lastRequest;
  }

  /** A window was opened; it is closed at once. */
  void onWindow(Page window) {
    onMany(Kind.WINDOW, window.url());
    try {
      window.close();
    } catch (PlaywrightException closedItself) {
      onEnd();
    }
  }

  private void onRequest(Request request) {
    underWay++;
    lastRequest = System.nanoTime();
    failures.asked(request.url());
  }

  private void onEnd() {
    underWay = Math.max(0, underWay - 1);
    lastRequest = System.nanoTime();
  }

  private void onRequestFailed(Request request) {
    onEnd();
    failures.failed(
        request.url(), request.resourceType(), Optional.ofNullable(request.failure()).orElse(""));
  }

  private void onResponse(Response response) {
    var request = response.request();
    if (status.isEmpty() && isDocument(request) && response.status() / 100 != 3) {
      status = Optional.of(response.status());
    } else if (response.status() >= 400) {
      failures.failed(request.url(), request.resourceType(), "status " + response.status());
    }
  }

  private boolean isDocument(Request request) {
    try {
      return request.isNavigationRequest() && request.frame().equals(page.mainFrame());
    } catch (PlaywrightException ofNoFrame) {
      return false;
    }
  }

  private void onCrash() {
    watch.end(watch.crash());
    throw watch.ended().orElseThrow();
  }

  private void onDialog(JsonObject dialog) {
    if (!Json.text(dialog, "type").equals("beforeunload")) {
      onMany(Kind.DIALOG, Json.text(dialog, "type") + ": " + Json.text(dialog, "message"));
    }
  }

  private void onNavigated(JsonObject event) {
    var frame = Json.object(event, "frame").orElseGet(JsonObject::new);
    if (!frame.has("parentId")) {
      if (arrived) {
        var unreachable = Json.text(frame, "unreachableUrl");
        onMany(Kind.NAVIGATION, unreachable.isEmpty() ? Json.text(frame, "url") : unreachable);
      }
      arrived = true;
    }
  }

  private void onException(JsonObject event) {
    var details = Json.object(event, "exceptionDetails").orElseGet(JsonObject::new);
    var thrown = Json.object(details, "exception").orElseGet(JsonObject::new);
    var text = Json.text(details, "text");
    var told = Values.shown(thrown);
    var error = Json.text(thrown, "subtype").equals("error");
    incidents.add(Kind.UNCAUGHT_ERROR, error ? told : text + " " + told, place(details));
  }

  private void onConsole(JsonObject event) {
    if (++consoleLines > CONSOLE_FLOOD) {
      flood("more than " + CONSOLE_FLOOD + " times it wrote to the console");
    }
    if (ERRORS.contains(Json.text(event, "type"))) {
      var text =
          Json.objects(event, "args").stream().map(Values::shown).collect(Collectors.joining(" "));
      incidents.add(Kind.CONSOLE_ERROR, text, top(event));
    }
  }

  /** What the browser itself writes. Of failing requests it does so too; they are known already. */
  private void onLogged(JsonObject event) {
    var entry = Json.object(event, "entry").orElseGet(JsonObject::new);
    var text = Json.text(entry, "text");
    if (!Json.text(entry, "level").equals("error")
        || Json.text(entry, "source").equals("network")
        || text.startsWith("Failed to load resource")
        || text.startsWith("WebSocket connection to")) {
      return;
    }
    if (text.startsWith("Access to ")) {
      failures.kept(text);
    } else {
      // Of the page itself they come as exceptions; these are its workers'.
      var uncaught = text.startsWith("Uncaught ");
      incidents.add(uncaught ? Kind.UNCAUGHT_ERROR : Kind.CONSOLE_ERROR, text, place(entry));
    }
  }

  private void onMany(Kind kind, String text) {
    incidents.add(kind, text, "");
    if (counts.merge(kind, 1, Integer::sum) > FLOOD) {
      flood("more than " + FLOOD + " times " + does(kind));
    }
  }

  private void flood(String what) {
    watch.end(new Ended(Kind.OUT_OF_TIME, "ended, since it did not stop: " + what));
    throw watch.ended().orElseThrow();
  }

  private static String does(Kind kind) {
    return switch (kind) {
      case DIALOG -> "it showed a dialog";
      case WINDOW -> "it opened a window";
      case DOWNLOAD -> "it offered a download";
      default -> "it went to another page by itself";
    };
  }

  private static String top(JsonObject event) {
    return Json.object(event, "stackTrace").stream()
        .flatMap(trace -> Json.objects(trace, "callFrames").stream())
        .findFirst()
        .map(Happenings::place)
        .orElse("");
  }

  /** Chromium counts from zero, people from one. */
  private static String place(JsonObject at) {
    var url = Json.text(at, "url");
    if (url.isEmpty()) {
      return top(at);
    }
    var line = url + ":" + (Json.number(at, "lineNumber") + 1);
    return at.has("columnNumber") ? line + ":" + (Json.number(at, "columnNumber") + 1) : line;
  }
}
