package io.llmdevops.github.standin;

import io.llmdevops.git.GitCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Pushes by the stock git client, from a working folder of its own. */
record Pushing(Path work) {

  static Pushing from(Path folder) throws IOException, InterruptedException {
    var work = Files.createDirectories(folder.resolve("work"));
    if (!Files.exists(work.resolve(".git"))) {
      new GitCommand(work).run("init", "-q", "-b", "main");
    }
    return new Pushing(work);
  }

  /** One more commit with one more file, pushed. */
  GitCommand.Ended push(String cloneUrl, String token, String path, String content)
      throws IOException, InterruptedException {
    var file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    var git = new GitCommand(work);
    git.run("add", ".");
    git.run("commit", "-q", "-m", "Add " + path);
    return git(token, "push", cloneUrl, "main");
  }

  /**
   * @param token empty for none
   */
  GitCommand.Ended git(String token, String... arguments) throws IOException, InterruptedException {
    var git = new GitCommand(work);
    if (token.isEmpty()) {
      return git.tryRun(arguments);
    }
    var pair = ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8);
    var basic = Base64.getEncoder().encodeToString(pair);
    var all = new String[arguments.length + 2];
    all[0] = "-c";
    all[1] = "http.extraHeader=Authorization: Basic " + basic;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return git.tryRun(all);
  }
}
