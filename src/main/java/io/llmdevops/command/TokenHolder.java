package io.llmdevops.command;

import io.llmdevops.config.Secret;
import io.llmdevops.github.rest.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose token it is, and of which kind.
 *
 * @param scopes of a classic token; empty where GitHub names none, as for a fine-grained one
 */
record TokenHolder(String login, Optional<List<String>> scopes) {

  /** GitHub Docs, "About authentication to GitHub", "GitHub's token formats". */
  private static final String FINE_GRAINED = "github_pat_";

  /** GitHub Docs, "Scopes for OAuth apps". */
  private static final String SCOPES = "X-OAuth-Scopes";

  TokenHolder {
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(scopes, "scopes");
  }

  /** Nobody where this is no answer to {@code GET /user}. */
  static Optional<TokenHolder> of(Reply user, Secret token) {
    var named = Optional.ofNullable(user.headers().get(SCOPES));
    var scopes = token.reveal().startsWith(FINE_GRAINED) ? Optional.<String>empty() : named;
    return Optional.of(user)
        .filter(Reply::isSuccess)
        .map(reply -> reply.object().getValue("login"))
        .filter(String.class::isInstance)
        .map(login -> new TokenHolder(String.valueOf(login), scopes.map(TokenHolder::split)));
  }

  private static List<String> split(String scopes) {
    return Stream.of(scopes.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  boolean isClassic() {
    return scopes.isPresent();
  }

  boolean is(String account) {
    return login.equalsIgnoreCase(account);
  }
}
