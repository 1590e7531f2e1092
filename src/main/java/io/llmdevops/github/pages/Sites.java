package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Switching.Result;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Switches GitHub Pages on, by the fewest calls. */
public final class Sites {

  private static final String ADVICE =
      ". The plan of the account or organisation must include GitHub Pages for public"
          + " repositories, the organisation's policy (on an Enterprise Server: its administrator)"
          + " must allow it, and the token needs the permissions Pages and Administration (read"
          + " and write; a classic token: the scope repo)";

  private final RestClient rest;

  /**
   * A site that is switched on, and of the kind that was planned.
   *
   * @param url where it will be served
   * @param facts to be stored with the push
   */
  public record Site(String url, List<Fact> facts) {
    public Site {
      Objects.requireNonNull(url, "url");
      facts = List.copyOf(facts);
    }
  }

  /** GitHub knows of no site, and of no place for one, which it may a moment later. */
  public static final class NotThereException extends RuntimeException {

    private NotThereException(String told) {
      super(told);
    }
  }

  public Sites(RestClient rest) {
    this.rest = rest;
  }

  /**
   * Before the push: a site that a workflow deploys must be one by then. Empty where that has to
   * wait until after the push, as it always has for a site that is built from the branch.
   *
   * @param isNew the repository was created a moment ago: there is no site to look for
   * @param beforeItIsSent runs right before each changing call
   */
  public Future<Optional<Site>> prepare(
      Repo repo, SitePlan plan, boolean isNew, Runnable beforeItIsSent) {
    if (plan.workflow().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return switched(new Switching(rest.during(beforeItIsSent), repo, true, beforeItIsSent), isNew)
        .map(
            result ->
                result.isOn() ? Optional.of(site(repo, result, false)) : Optional.<Site>empty())
        .recover(
            // What is refused now may not be once there is something to deploy; the push comes
            // first.
            cause ->
                cause instanceof RefusedException
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }

  /**
   * After the push, where {@link #prepare} gave nothing. Fails with {@link NotThereException} where
   * that needs another try, and with {@link RefusedException} where none will do.
   */
  public Future<Site> open(Repo repo, SitePlan plan, boolean isNew, Runnable beforeItIsSent) {
    var byWorkflow = plan.workflow().isPresent();
    return switched(
            new Switching(rest.during(beforeItIsSent), repo, byWorkflow, beforeItIsSent), isNew)
        .compose(
            result ->
                result.isOn()
                    ? Future.succeededFuture(site(repo, result, byWorkflow))
                    : Future.failedFuture(refusal(repo, result.page())));
  }

  private static Future<Result> switched(Switching switching, boolean isNew) {
    return isNew ? switching.create() : switching.lookFirst();
  }

  /**
   * @param late the run that the push has started may have found no site
   */
  private static Site site(Repo repo, Result result, boolean late) {
    var page = result.page().object();
    var url = page.getString("html_url");
    if (url == null) {
      throw HeldUpException.backingOff(
          "GitHub has not said yet where the site of " + name(repo) + " is", null);
    }
    var other = result.isOurs() ? Optional.<String>empty() : otherSource(page);
    return new Site(
        url,
        List.of(
            new Fact.Marked(Memory.LATE, Boolean.toString(late)),
            new Fact.Marked(Memory.SOURCE, other.map(source -> told(repo, source)).orElse(""))));
  }

  /** Somebody has set it, and it stays: it is no work of ours to undo what a person has decided. */
  private static Optional<String> otherSource(JsonObject page) {
    var source = page.getJsonObject("source");
    if (source == null || "workflow".equals(page.getString("build_type"))) {
      return Optional.empty();
    }
    var branch = source.getString("branch", Switching.BRANCH);
    var folder = source.getString("path", Switching.FOLDER);
    return branch.equals(Switching.BRANCH) && folder.equals(Switching.FOLDER)
        ? Optional.empty()
        : Optional.of("the branch " + branch + ", folder " + folder);
  }

  private static String told(Repo repo, String source) {
    return "somebody has set the Pages site of "
        + name(repo)
        + " to be built from "
        + source
        + ", and this commit is on "
        + Switching.BRANCH
        + "; to have it served, set the site back to "
        + Switching.BRANCH
        + " and / in the repository's settings";
  }

  private static String name(Repo repo) {
    return repo.owner() + "/" + repo.name();
  }

  private static RuntimeException refusal(Repo repo, Reply reply) {
    var told = "the Pages site of " + name(repo) + " could not be switched on: " + Told.by(reply);
    if (reply.status() == 404) {
      return new NotThereException(told + ADVICE);
    }
    return reply.isSuccess() || reply.status() == 409 || isBranchMissing(reply)
        ? HeldUpException.backingOff(told, null)
        : new RefusedException(told + ADVICE);
  }

  /** GitHub may take a moment to see what was pushed. */
  private static boolean isBranchMissing(Reply reply) {
    var words = Told.by(reply).toLowerCase(Locale.ROOT);
    return words.contains("branch") && (words.contains("exist") || words.contains("not found"));
  }
}
