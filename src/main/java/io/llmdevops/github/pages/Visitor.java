package io.llmdevops.github.pages;

import io.llmdevops.github.pages.OpenClient.Page;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Task;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the page as anyone would, once it has been built and no sooner: what GitHub's caches
 * answer, a 404 or the page of before, they keep for ten minutes. Since a site is not everywhere at
 * the moment it is built, an address that nobody else asks for, and so no cache has to keep, is
 * asked first.
 */
final class Visitor {

  private static final Logger log = LoggerFactory.getLogger(Visitor.class);
  private static final String CACHED = ", as a cache may for up to ten minutes";

  private final OpenClient client;

  Visitor(OpenClient client) {
    this.client = client;
  }

  /**
   * How the page was found.
   *
   * @param what for the timeline
   */
  record Visit(Verdict verdict, String what) {

    /** What it comes to. */
    enum Verdict {
      LIVE,
      NOT_YET,
      /** GitHub serves it, and a cache still has the page of before: live once time is up. */
      CACHED,
      /** However long anybody waits. */
      NEVER
    }
  }

  Future<Visit> visit(Work work, Memory memory, Built built) {
    var task = work.task();
    if (task.pagesUrl().isEmpty()) {
      return Future.succeededFuture(new Visit(Visit.Verdict.NEVER, "it has no address"));
    }
    var url = task.pagesUrl().get();
    var wanted = new Wanted(built, memory);
    return page(work, url + "?" + task.commitSha().orElseThrow() + "-" + task.attempts())
        .map(page -> wanted.judge(page, ""))
        .compose(
            first ->
                first.verdict() == Visit.Verdict.LIVE
                    ? page(work, url).map(wanted::judgeOfAll)
                    : Future.succeededFuture(first))
        .otherwise(cause -> unreachable(task, wanted, cause));
  }

  private Future<Page> page(Work work, String url) {
    work.requireLease();
    return client.page(url);
  }

  private static Visit unreachable(Task task, Wanted wanted, Throwable cause) {
    log.atDebug()
        .addKeyValue("task", task.id())
        .setCause(cause)
        .log("the page could not be asked for");
    return wanted.notYet("cannot be reached");
  }

  /** What the page should be. */
  private record Wanted(Built built, Memory memory) {

    Visit judge(Page page, String why) {
      if (page.status() == 200) {
        return digest().filter(digest -> !digest.equals(page.digest())).isEmpty()
            ? new Visit(Visit.Verdict.LIVE, built.what() + live())
            : notYet("answers with something else" + why);
      }
      if (page.status() == 404 && isBare()) {
        return new Visit(Visit.Verdict.NEVER, "the site has no index.html");
      }
      var to = page.location().map(uri -> ", sending to " + uri.getHost()).orElse("");
      return notYet("answers " + page.status() + to + why);
    }

    /** What everybody gets, where GitHub itself serves what it should. */
    Visit judgeOfAll(Page page) {
      var visit = judge(page, CACHED);
      return visit.verdict() == Visit.Verdict.NOT_YET && page.status() == 200
          ? new Visit(Visit.Verdict.CACHED, visit.what())
          : visit;
    }

    private String live() {
      return digest().isPresent() ? ", and its page is served" : ", and the page answers";
    }

    Visit notYet(String answers) {
      return new Visit(Visit.Verdict.NOT_YET, built.what() + ", but the page " + answers);
    }

    private Optional<String> digest() {
      return built.exact() ? memory.index() : Optional.empty();
    }

    private boolean isBare() {
      return built.exact() && memory.workflow().isEmpty() && memory.index().isEmpty();
    }
  }
}
