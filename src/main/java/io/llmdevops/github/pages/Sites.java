package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Repo;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.Fact;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Switches GitHub Pages on, by the fewest calls. */
public final class Sites {

  /**
   * A site that is switched on, and of the kind that was planned.
   *
   * @param url where it will be served
   * @param facts to be stored with the push
   */
  public record Site(String url, List<Fact> facts) {}

  public Sites(RestClient rest) {}

  /**
   * Before the push: a site that a workflow deploys must be one by then. Empty where that has to
   * wait until after the push, as it always has for a site that is built from the branch.
   *
   * @param isNew the repository was created a moment ago: there is no site to look for
   * @param beforeItIsSent runs right before each changing call
   */
  public Future<Optional<Site>> prepare(
      Repo repo, SitePlan plan, boolean isNew, Runnable beforeItIsSent) {
    throw new UnsupportedOperationException();
  }

  /** After the push, where {@link #prepare} gave nothing. */
  public Future<Site> open(Repo repo, SitePlan plan, boolean isNew, Runnable beforeItIsSent) {
    throw new UnsupportedOperationException();
  }
}
