package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.Sighting.Ran.End;
import java.time.Duration;
import java.util.Optional;

/**
 * One JavaScript expression in one page. It is awaited by asking Chromium for its promise's state,
 * since what a page calls Promise or setTimeout may be anything, and since an error that nobody
 * catches would be taken for the page's own.
 */
final class Expression {

  private static final int POLL_MS = 20;

  /** Of a promise that a script waits for, or of a loop that it runs, at the very least. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Tab tab;
  private final String source;

  /**
   * How one try ended.
   *
   * @param last whether another cannot end otherwise
   */
  record Tried(End end, String told, boolean last) {}

  Expression(Tab tab, String source) {
    this.tab = tab;
    this.source = source;
  }

  Tried tryIt(Duration time) {
    var end = System.nanoTime() + Math.max(time.toNanos(), LEAST.toNanos());
    try {
      var wrapped = tab.evaluate(wrapped(), left(end));
      return isSyntaxError(wrapped) ? bare(end) : holder(awaited(wrapped, end));
    } catch (PlaywrightException failed) {
      return failed.getMessage().contains("terminated")
          ? new Tried(End.HUNG, "an endless loop", true)
          : new Tried(End.THREW, "the page went elsewhere meanwhile", false);
    }
  }

  /** Only syntax, nothing by name or inherited: both are the page's, and may be a then. */
  private String wrapped() {
    return "(async () => { try { return { __proto__: null, v: await (\n"
        + source.strip().replaceFirst("[;\\s]+$", "")
        + "\n) } } catch (e) { return { __proto__: null, e } } })()";
  }

  /** As a script, whose last value counts, with what may follow an expression, such as ";". */
  private Tried bare(long end) {
    var arguments = Json.of("expression", source);
    arguments.addProperty("replMode", true);
    arguments.addProperty("generatePreview", true);
    arguments.addProperty("userGesture", true);
    var answer = tab.evaluate(arguments, left(end));
    var fault = Json.object(answer, "exceptionDetails");
    return fault.isPresent()
        ? new Tried(End.THREW, error(fault.get()), isSyntaxError(answer))
        : awaited(answer, end).map(Expression::judged).orElseGet(Expression::unsettled);
  }

  /** The outcome of the answer's promise; empty where it has none in time. */
  private Optional<JsonObject> awaited(JsonObject answer, long end) {
    var value = Json.object(answer, "result").orElseGet(JsonObject::new);
    if (!Json.text(value, "subtype").equals("promise")) {
      return Optional.of(value);
    }
    while (true) {
      var promise = properties(value, "internalProperties");
      var state = Json.text(promise.apply("[[PromiseState]]"), "value");
      if (!state.equals("pending")) {
        return Optional.of(promise.apply("[[PromiseResult]]"));
      }
      if (System.nanoTime() - end > 0) {
        return Optional.empty();
      }
      tab.pause(POLL_MS);
    }
  }

  private Tried holder(Optional<JsonObject> holder) {
    if (holder.isEmpty()) {
      return unsettled();
    }
    var parts = properties(holder.get(), "result");
    var thrown = parts.apply("e");
    return thrown.size() == 0
        ? judged(parts.apply("v"))
        : new Tried(End.THREW, Values.shown(thrown), false);
  }

  private java.util.function.Function<String, JsonObject> properties(JsonObject of, String kind) {
    var arguments = Json.of("objectId", Json.text(of, "objectId"));
    arguments.addProperty("ownProperties", true);
    arguments.addProperty("generatePreview", true);
    var all = Json.objects(tab.send("Runtime.getProperties", arguments), kind);
    return name ->
        all.stream()
            .filter(each -> Json.text(each, "name").equals(name))
            .findFirst()
            .flatMap(each -> Json.object(each, "value"))
            .orElseGet(JsonObject::new);
  }

  private static Tried judged(JsonObject value) {
    return new Tried(Values.isTrue(value) ? End.TRUE : End.FALSE, Values.told(value), false);
  }

  private static Tried unsettled() {
    return new Tried(End.HUNG, "a promise that was not settled", true);
  }

  private static boolean isSyntaxError(JsonObject answer) {
    return Json.object(answer, "exceptionDetails")
        .filter(details -> !details.has("stackTrace"))
        .flatMap(details -> Json.object(details, "exception"))
        .filter(error -> Json.text(error, "className").equals("SyntaxError"))
        .isPresent();
  }

  private static String error(JsonObject details) {
    return Json.object(details, "exception")
        .map(Values::shown)
        .orElseGet(() -> Json.text(details, "text"));
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(end - System.nanoTime(), 1));
  }
}
