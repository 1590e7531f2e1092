package io.llmdevops.github.pages;

import io.llmdevops.github.pages.OpenClient.Page;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.task.Task;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the page, once it has been built and no sooner: what GitHub's caches answer, a 404 too,
 * they keep for ten minutes.
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
      /** However long anybody waits. */
      NEVER
    }
  }

  Future<Visit> visit(Task task, Memory memory, Built built) {
    var url = task.pagesUrl();
    if (url.isEmpty()) {
      return Future.succeededFuture(new Visit(Visit.Verdict.NEVER, "it has no address"));
    }
    var wanted = built.exact() ? memory.index() : Optional.<String>empty();
    var isBare = built.exact() && memory.workflow().isEmpty() && memory.index().isEmpty();
    return client
        .page(url.get())
        .map(page -> judge(page, built.what(), wanted, isBare))
        .otherwise(cause -> unreachable(task, built, cause));
  }

  private static Visit judge(Page page, String built, Optional<String> wanted, boolean isBare) {
    if (page.status() == 200) {
      return wanted.isEmpty() || wanted.get().equals(page.digest())
          ? new Visit(
              Visit.Verdict.LIVE,
              built + (wanted.isPresent() ? ", and its page is served" : ", and the page answers"))
          : notYet(built, "answers with something else" + CACHED);
    }
    if (page.status() == 404) {
      return isBare
          ? new Visit(Visit.Verdict.NEVER, "the site has no index.html")
          : notYet(built, "answers 404" + CACHED);
    }
    return notYet(
        built,
        "answers "
            + page.status()
            + page.location().map(to -> ", sending to " + to.getHost()).orElse(""));
  }

  private static Visit notYet(String built, String answers) {
    return new Visit(Visit.Verdict.NOT_YET, built + ", but the page " + answers);
  }

  private static Visit unreachable(Task task, Built built, Throwable cause) {
    log.atDebug()
        .addKeyValue("task", task.id())
        .setCause(cause)
        .log("the page could not be asked for");
    return notYet(built.what(), "cannot be reached");
  }
}
