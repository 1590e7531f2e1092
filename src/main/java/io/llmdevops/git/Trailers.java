package io.llmdevops.git;

import io.llmdevops.config.Secret;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.Task;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The last lines of each of our commits, by which it is known again.
 *
 * @param repository 16 hex digits that follow from e-mail and task; anyone can compute them
 * @param task 16 hex digits that only a holder of the secret can compute
 * @param version the version's number within its task
 */
public record Trailers(String repository, String task, int version) {

  private static final String REPOSITORY = "Engine-Repository";
  private static final String TASK = "Engine-Task";
  private static final String VERSION = "Engine-Version";
  private static final int DIGITS = 16;

  public static Trailers of(Task task, int version, Secret secret) {
    var identity =
        String.join("\n", task.email(), task.task(), String.valueOf(task.round()), task.nonce());
    return new Trailers(task.repositoryKey().trailer(), mac(identity, secret), version);
  }

  /** This commit was made for this very version. */
  boolean areOn(RevCommit commit) {
    return commit.getFooterLines(TASK).contains(task)
        && commit.getFooterLines(VERSION).contains(String.valueOf(version));
  }

  /** This commit belongs to that key's repository. */
  static boolean mark(RevCommit commit, RepositoryKey key) {
    return commit.getFooterLines(REPOSITORY).contains(key.trailer());
  }

  /** The lines, each with its line end. */
  String lines() {
    return "%s: %s\n%s: %s\n%s: %d\n"
        .formatted(REPOSITORY, repository, TASK, task, VERSION, version);
  }

  private static String mac(String text, Secret secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var key = secret.reveal().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
