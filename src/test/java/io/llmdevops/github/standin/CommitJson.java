package io.llmdevops.github.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commits and comparisons in the shapes of the API. */
final class CommitJson {

  private final Hub hub;

  CommitJson(Hub hub) {
    this.hub = hub;
  }

  JsonObject commit(Hosted repository, RevCommit commit) {
    var api = hub.urls.api(repository);
    var sha = commit.getName();
    var parents = new JsonArray();
    for (var parent : commit.getParents()) {
      parents.add(
          new JsonObject()
              .put("sha", parent.getName())
              .put("url", api + "/commits/" + parent.getName())
              .put("html_url", hub.urls.html(repository) + "/commit/" + parent.getName()));
    }
    var tree = commit.getTree().getName();
    var inner =
        new JsonObject()
            .put("author", person(commit.getAuthorIdent()))
            .put("committer", person(commit.getCommitterIdent()))
            .put("message", commit.getFullMessage().stripTrailing())
            .put("tree", new JsonObject().put("sha", tree).put("url", api + "/git/trees/" + tree))
            .put("url", api + "/git/commits/" + sha)
            .put("comment_count", 0)
            .put("verification", unsigned());
    return new JsonObject()
        .put("sha", sha)
        .put("node_id", RepositoryJson.nodeId("C", commit.getCommitTime()))
        .put("commit", inner)
        .put("url", api + "/commits/" + sha)
        .put("html_url", hub.urls.html(repository) + "/commit/" + sha)
        .put("comments_url", api + "/commits/" + sha + "/comments")
        .putNull("author")
        .putNull("committer")
        .put("parents", parents);
  }

  private static JsonObject person(PersonIdent person) {
    return new JsonObject()
        .put("name", person.getName())
        .put("email", person.getEmailAddress())
        .put("date", RepositoryJson.time(person.getWhenAsInstant()));
  }

  private static JsonObject unsigned() {
    return new JsonObject()
        .put("verified", false)
        .put("reason", "unsigned")
        .putNull("signature")
        .putNull("payload")
        .putNull("verified_at");
  }

  JsonArray commits(Hosted repository, List<RevCommit> commits) {
    var all = new JsonArray();
    commits.forEach(commit -> all.add(commit(repository, commit)));
    return all;
  }

  /** Blocks. */
  JsonObject compare(Hosted repository, String base, String head) {
    var git = repository.git();
    var ahead = git.log(List.of(head), base);
    var behind = git.log(List.of(base), head);
    var common = common(repository, base, head);
    var oldestFirst = new ArrayList<>(ahead);
    Collections.reverse(oldestFirst);
    var url = hub.urls.html(repository) + "/compare/" + base + "..." + head;
    return new JsonObject()
        .put("url", hub.urls.api(repository) + "/compare/" + base + "..." + head)
        .put("html_url", url)
        .put("permalink_url", url)
        .put("diff_url", url + ".diff")
        .put("patch_url", url + ".patch")
        .put("base_commit", commit(repository, git.log(List.of(base)).get(0)))
        .put("merge_base_commit", commit(repository, common))
        .put("status", status(ahead.size(), behind.size()))
        .put("ahead_by", ahead.size())
        .put("behind_by", behind.size())
        .put("total_commits", ahead.size())
        .put("commits", commits(repository, oldestFirst))
        .put("files", new JsonArray());
  }

  private static RevCommit common(Hosted repository, String base, String head) {
    var ofHead = repository.git().log(List.of(head)).stream().map(RevCommit::getName).toList();
    return repository.git().log(List.of(base)).stream()
        .filter(commit -> ofHead.contains(commit.getName()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no common ancestor"));
  }

  private static String status(int ahead, int behind) {
    if (ahead > 0) {
      return behind > 0 ? "diverged" : "ahead";
    }
    return behind > 0 ? "behind" : "identical";
  }
}
