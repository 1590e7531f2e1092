package io.llmdevops.github.standin;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Who there is, and which tokens they have given out. */
public final class Accounts {

  private final AtomicLong ids = new AtomicLong(1000);
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  Accounts() {}

  public Account user(String login) {
    return add(new Account(ids.incrementAndGet(), login, false, Set.of(login), Set.of(), true));
  }

  /**
   * @param members besides the owner
   * @param membersCreatePublic what its policy allows them
   */
  public Account organisation(
      String login, String owner, Set<String> members, boolean membersCreatePublic) {
    return add(
        new Account(
            ids.incrementAndGet(), login, true, Set.of(owner), members, membersCreatePublic));
  }

  private Account add(Account account) {
    accounts.put(key(account.login()), account);
    return account;
  }

  /** From now on it is accepted; one with the same text is replaced. */
  public Token give(Token token) {
    tokens.put(token.text(), token);
    return token;
  }

  public void revoke(Token token) {
    tokens.remove(token.text());
  }

  Optional<Account> account(String login) {
    return Optional.ofNullable(accounts.get(key(login)));
  }

  /** The token with this text, unless it has expired. */
  Optional<Token> valid(String text) {
    return Optional.ofNullable(tokens.get(text)).filter(token -> !token.isExpired(Instant.now()));
  }

  /** Whether a text shows any of the tokens. */
  boolean isShownIn(String text) {
    return tokens.keySet().stream().anyMatch(text::contains);
  }

  private static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }
}
