package io.llmdevops.check.page;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.config.BrowserConfig.Limits;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Has a browser look at a version, and says what the sight is worth. */
public final class PageJudge {

  /** However late it is: what ships unseen is worth less than what ships a little later. */
  private static final Duration LEAST = Duration.ofSeconds(20);

  private final Browser browser;
  private final Limits limits;
  private final SecretSearch search;
  private final OnWorker worker;

  /**
   * @param search no check with a secret of the engine is shown to a page
   */
  public PageJudge(Browser browser, Limits limits, SecretSearch search, OnWorker worker) {
    this.browser = browser;
    this.limits = limits;
    this.search = search;
    this.worker = worker;
  }

  /** Fails where the browser, or what it tells, is not as expected; not where there is none. */
  public Future<Seen> judge(Work work, Subject subject) {
    return worker
        .run(browser::missing)
        .compose(
            missing ->
                missing
                    .map(why -> Future.succeededFuture(Seen.nothing(subject, why)))
                    .orElseGet(() -> look(work, subject)))
        .recover(
            cause ->
                cause instanceof NoBrowserException
                    ? Future.succeededFuture(Seen.nothing(subject, cause.getMessage()))
                    : Future.failedFuture(cause));
  }

  private Future<Seen> look(Work work, Subject subject) {
    return worker
        .run(() -> Itinerary.of(subject.request().checks(), this::mayBeShown))
        .compose(
            itinerary -> {
              work.requireLease();
              return browser
                  .look(visit(work, subject, itinerary))
                  .compose(sighting -> worker.run(() -> seen(work, subject, itinerary, sighting)));
            });
  }

  private boolean mayBeShown(Check check) {
    return !search.foundIn(check.label());
  }

  private Visit visit(Work work, Subject subject, Itinerary itinerary) {
    return new Visit(
        work.id(), folder(work), subject.tree(), itinerary.loads(), limits.check(), time(work));
  }

  /** What it is published as, or will be unless that name is taken. */
  private static String folder(Work work) {
    var task = work.task();
    return task.repository().orElseGet(() -> task.repositoryKey().names().get(0));
  }

  private Duration time(Work work) {
    var left = work.deadline().leftForWriting();
    var atLeast = left.compareTo(LEAST) < 0 ? LEAST : left;
    return atLeast.compareTo(limits.version()) < 0 ? atLeast : limits.version();
  }

  private static Seen seen(Work work, Subject subject, Itinerary itinerary, Sighting sighting) {
    var site = new SiteText(folder(work));
    var views =
        sighting.pages().stream()
            .flatMap(
                page ->
                    page.view().stream().map(view -> view.with(PageEvidence.trouble(page, site))))
            .toList();
    var picture = sighting.pages().get(0).view().flatMap(PageView::picture);
    return new Seen(
        PageReading.standing(itinerary, sighting, site),
        PageReading.scripts(subject.request().checks(), itinerary, sighting, site),
        views,
        picture,
        Optional.empty());
  }
}
