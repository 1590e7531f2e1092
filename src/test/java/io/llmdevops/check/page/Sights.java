package io.llmdevops.check.page;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.task.Content;
import io.llmdevops.task.Picture;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A browser that was told what it sees. */
public final class Sights implements Browser {

  public static final Picture PICTURE = new Picture("image/png", Content.utf8("a picture"));

  /** What was asked for, in order. */
  public final List<Visit> visits = new ArrayList<>();

  private final Optional<String> missing;
  private final Function<Visit, Future<Sighting>> look;
  private boolean closed;

  private Sights(Optional<String> missing, Function<Visit, Future<Sighting>> look) {
    this.missing = missing;
    this.look = look;
  }

  /** Everything is fine wherever it looks. */
  public static Sights fine() {
    return of(visit -> new Sighting(visit.loads().stream().map(Sights::fine).toList()));
  }

  public static Sights of(Function<Visit, Sighting> seen) {
    return new Sights(Optional.empty(), visit -> Future.succeededFuture(seen.apply(visit)));
  }

  public static Sights failing(Throwable cause) {
    return new Sights(Optional.empty(), visit -> Future.failedFuture(cause));
  }

  public static Sights missing(String why) {
    return new Sights(
        Optional.of(why), visit -> Future.failedFuture(new AssertionError("there is no browser")));
  }

  public static Page fine(Visit.Load load) {
    var ran = new Ran(End.TRUE, "true", 1, Duration.ofMillis(400));
    return page(load.address(), load.scripts().stream().map(script -> ran).toList());
  }

  public static Page page(String address, List<Ran> scripts, Incident... incidents) {
    return new Page(
        Optional.of(200), false, List.of(incidents), scripts, Optional.of(view(address)));
  }

  /** One of which nothing could be seen. */
  public static Page unseen(List<Ran> scripts, Incident... incidents) {
    return new Page(Optional.empty(), false, List.of(incidents), scripts, Optional.empty());
  }

  public static PageView view(String address) {
    return new PageView(address, "The app", "Total: 5", "<p>Total: 5</p>", Optional.of(PICTURE));
  }

  public static Incident incident(Kind kind, String text, String where) {
    return new Incident(kind, text, where);
  }

  public static Ran ran(End end, String told, long millis) {
    return new Ran(end, told, 3, Duration.ofMillis(millis));
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public Optional<String> missing() {
    return missing;
  }

  @Override
  public Future<Sighting> look(Visit visit) {
    visits.add(visit);
    return look.apply(visit);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }
}
