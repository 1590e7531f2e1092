package io.llmdevops.github.standin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A personal access token.
 *
 * @param scopes of a classic token; empty for a fine-grained one
 * @param permissions of a fine-grained token, {@code read} or {@code write} by name as the header
 *     {@code X-Accepted-GitHub-Permissions} has them
 * @param expires what {@code GitHub-Authentication-Token-Expiration} tells, if it does
 */
public record Token(
    String text,
    String login,
    boolean classic,
    Set<String> scopes,
    Map<String, String> permissions,
    Optional<Instant> expires) {

  private static final AtomicInteger NEXT = new AtomicInteger(1);

  public Token {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(login, "login");
    scopes = Set.copyOf(scopes);
    permissions = Map.copyOf(permissions);
    Objects.requireNonNull(expires, "expires");
  }

  /** A classic one, of a form that GitHub's own have. */
  public static Token classic(String login, String... scopes) {
    var text = "ghp" + "_StandIn%029d".formatted(NEXT.getAndIncrement());
    return new Token(text, login, true, Set.of(scopes), Map.of(), Optional.empty());
  }

  /**
   * A fine-grained one.
   *
   * @param permissions like {@code contents=write}; {@code metadata=read} comes by itself
   */
  public static Token fineGrained(String login, String... permissions) {
    var text = "github" + "_pat_StandIn%015d_%059d".formatted(NEXT.getAndIncrement(), 0);
    var granted = new LinkedHashMap<>(Map.of("metadata", "read"));
    for (var permission : permissions) {
      var parts = permission.split("=");
      granted.put(parts[0], parts[1]);
    }
    return new Token(text, login, false, Set.of(), granted, Optional.empty());
  }

  /** A fine-grained one with all that the engine's README asks for. */
  public static Token full(String login) {
    return fineGrained(
        login,
        "administration=write",
        "contents=write",
        "pages=write",
        "workflows=write",
        "actions=write");
  }

  public Token expiring(Instant when) {
    return new Token(text, login, classic, scopes, permissions, Optional.of(when));
  }

  boolean isExpired(Instant now) {
    return expires.filter(now::isAfter).isPresent();
  }

  /** A classic token's scopes cover all of a repository, a fine-grained one's are looked at. */
  boolean mayOnRepositories(Needs needs) {
    return classic
        ? scopes.contains("repo") || scopes.contains("public_repo") || needs.isPublicReading()
        : needs.permissions().entrySet().stream().allMatch(this::grants) || needs.isPublicReading();
  }

  private boolean grants(Map.Entry<String, String> needed) {
    var granted = permissions.get(needed.getKey());
    return "write".equals(granted) || needed.getValue().equals(granted);
  }

  /** It may push files below {@code .github/workflows}. */
  boolean mayWriteWorkflows() {
    return classic
        ? scopes.contains("workflow")
        : "write".equals(permissions.getOrDefault("workflows", "none"));
  }

  boolean mayPush() {
    return mayOnRepositories(Needs.of("contents=write"));
  }

  /** As the header {@code X-OAuth-Scopes} lists them. */
  String scopesHeader() {
    return String.join(", ", new TreeSet<>(scopes));
  }

  @Override
  public String toString() {
    return "Token[of " + login + "]";
  }
}
