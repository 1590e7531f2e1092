package io.llmdevops.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** What makes two requests belong to one repository: the same e-mail and task. */
public record RepositoryKey(String email, String task) {

  private static final int MAX_SLUG = 80;
  private static final String EMPTY_SLUG = "app";

  public RepositoryKey {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(task, "task");
  }

  /** SHA-256 of e-mail, line feed, task: 64 hex digits in lower case. */
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest((email + "\n" + task).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** What the commits' {@code Engine-Repository} trailer says: the hash's first 16 digits. */
  public String trailer() {
    return hash().substring(0, 16);
  }

  /** The names to try, in this order: the slug with 6, 12 and 24 digits of the hash. */
  public List<String> names() {
    var hash = hash();
    return IntStream.of(6, 12, 24)
        .mapToObj(digits -> slug() + "-" + hash.substring(0, digits))
        .toList();
  }

  private String slug() {
    var slug =
        task.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    var cut = slug.substring(0, Math.min(slug.length(), MAX_SLUG)).replaceAll("-+$", "");
    return cut.isEmpty() ? EMPTY_SLUG : cut;
  }
}
