package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.command.Finding.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrowserTrialTest {

  private final AtomicLong nanos = new AtomicLong();
  private final List<Visit> visits = new ArrayList<>();
  private boolean closed;

  private final class Trialled implements Browser {

    private final Future<Sighting> sighting;

    private Trialled(Future<Sighting> sighting) {
      this.sighting = sighting;
    }

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    public Future<Sighting> look(Visit visit) {
      visits.add(visit);
      nanos.addAndGet(1_500_000_000);
      return sighting;
    }

    @Override
    public Future<Void> close() {
      closed = true;
      return Future.succeededFuture();
    }
  }

  private Finding run(Future<Sighting> sighting, Duration patience) throws TimeoutException {
    return new BrowserTrial(new Trialled(sighting), patience, nanos::get)
        .run()
        .await(20, TimeUnit.SECONDS);
  }

  private Finding run(Future<Sighting> sighting) throws TimeoutException {
    return run(sighting, Duration.ofSeconds(20));
  }

  private static Future<Sighting> seen(Ran.End end, Incident... incidents) {
    var ran = new Ran(end, "false", 1, Duration.ZERO);
    var page =
        new Page(Optional.of(200), false, List.of(incidents), List.of(ran), Optional.empty());
    return Future.succeededFuture(new Sighting(List.of(page)));
  }

  @Test
  void saysHowLongItTookToShowAPage() throws TimeoutException {
    assertThat(run(seen(Ran.End.TRUE)))
        .isEqualTo(Finding.ok("browser", "showed a page 1.5 s after its start"));
    assertThat(closed).isTrue();
    assertThat(visits)
        .singleElement()
        .satisfies(visit -> assertThat(visit.tree().get("index.html")).isPresent());
  }

  @Test
  void notesWhyItDoesNotStart() throws TimeoutException {
    var finding = run(Future.failedFuture(new NoBrowserException("it does not start: no sandbox")));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(finding.text()).isEqualTo("it does not start: no sandbox");
    assertThat(finding.toDo()).isPresent();
    assertThat(closed).isTrue();
  }

  @Test
  void notesThatThePageDidNotCome() throws TimeoutException {
    var crash = new Incident(Incident.Kind.CRASHED, "its process crashed", "");

    assertThat(run(seen(Ran.End.NOT_TRIED, crash)).text())
        .isEqualTo("does not show a page as it should: its process crashed");
    assertThat(run(seen(Ran.End.FALSE)).text())
        .isEqualTo("does not show a page as it should: false");
  }

  @Test
  void waitsForNothingThatDoesNotCome() throws TimeoutException {
    var finding = run(Promise.<Sighting>promise().future(), Duration.ofMillis(10));

    assertThat(finding.text()).startsWith("does not show a page within ");
    assertThat(closed).isTrue();
  }

  @Test
  void namesNoClassesBeyondThatOfAnErrorNobodyExpects() throws TimeoutException {
    assertThat(run(Future.failedFuture(new IllegalStateException("inner workings"))).text())
        .isEqualTo("cannot be tried (IllegalStateException)");
  }
}
