package io.llmdevops.github.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.standin.Hosted;
import io.llmdevops.github.standin.Site;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** What has come to be on the stand-in for GitHub, seen from outside. */
final class OnGithub {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final StandInGithub github;
  private final Path folder;

  /**
   * @param folder where the stand-in has its repositories
   */
  OnGithub(StandInGithub github, Path folder) {
    this.github = github;
    this.folder = folder;
  }

  Hosted repository(String owner, JsonObject request) {
    return github.repository(owner, Samples.repository(request)).orElseThrow();
  }

  /** Of {@code main}, oldest first. */
  List<RevCommit> history(Hosted repository) throws IOException {
    var commits = new ArrayList<RevCommit>();
    try (var git = new FileRepository(folder.resolve(repository.id() + ".git").toFile());
        var walk = new RevWalk(git)) {
      walk.markStart(walk.parseCommit(git.resolve(Constants.R_HEADS + "main")));
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      for (var commit : walk) {
        walk.parseBody(commit);
        commits.add(commit);
      }
    }
    return commits;
  }

  /** A person adds a file of text beside what is there. */
  String personAdds(Hosted repository, String path, String text) {
    var files = new LinkedHashMap<String, String>();
    repository
        .files()
        .forEach((name, bytes) -> files.put(name, new String(bytes, StandardCharsets.UTF_8)));
    files.put(path, text);
    return github.commit(repository, files, "Add " + path);
  }

  /** It is public, its site is served, and shows the commit of this callback or a later one. */
  void assertPublished(Hosted repository, JsonObject callback) throws Exception {
    assertThat(repository.isPrivate()).isFalse();
    assertThat(callback.getString("repo_url"))
        .isEqualTo(github.gitUrl() + "/" + repository.fullName());
    assertThat(repository.commits()).contains(callback.getString("commit_sha"));
    assertThat(repository.site()).map(Site::deployedSha).contains(repository.head());
    var page = page(callback.getString("pages_url"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isEqualTo(text(repository.files(), "index.html"));
  }

  static HttpResponse<String> page(String url) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }
}
