package io.llmdevops.github.rest;

import io.llmdevops.config.Secret;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.RefusedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why GitHub does not let this token do something, and what to do about it. */
final class Refusals {

  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int LEGAL = 451;

  private static final int MOST_NAMED = 120;

  private final Secret token;

  Refusals(Secret token) {
    this.token = token;
  }

  /** Where an answer refuses for good, whatever was asked. */
  Optional<RefusedException> of(Wire.Outgoing request, Answer answer) {
    return Optional.ofNullable(
            switch (answer.status()) {
              case UNAUTHORIZED -> unauthorized();
              case FORBIDDEN -> forbidden(request, answer);
              case LEGAL ->
                  "GitHub keeps this closed for legal reasons (HTTP 451)" + says(answer.reply());
              default -> answer.isRedirect() ? redirect(answer) : null;
            })
        .map(RefusedException::new);
  }

  private String unauthorized() {
    return "GitHub does not accept GITHUB_TOKEN (HTTP 401, %s): it is wrong, expired or revoked; make a new one in GitHub's Settings under Developer settings, and set GITHUB_TOKEN to it"
        .formatted(TokenKind.of(token).words());
  }

  private static String redirect(Answer answer) {
    return "GitHub answers with a redirect (HTTP %d), which is not followed with the token: was the repository renamed or moved? Else check GITHUB_API_URL"
        .formatted(answer.status());
  }

  private String forbidden(Wire.Outgoing request, Answer answer) {
    return "GitHub refuses this to GITHUB_TOKEN (HTTP 403, %s): "
            .formatted(TokenKind.of(token).words())
        + singleSignOn(answer)
            .or(() -> Policy.in(answer.reply().said()).map(Policy::advice))
            .orElseGet(() -> permission(request, answer))
        + says(answer.reply());
  }

  /** GitHub Docs, "Authenticating to the REST API": the header holds {@code required; url=…}. */
  private static Optional<String> singleSignOn(Answer answer) {
    return answer
        .header("X-GitHub-SSO")
        .filter(value -> value.startsWith("required"))
        .map(value -> Policy.SINGLE_SIGN_ON.advice() + page(value));
  }

  /** Without its query, which is for one person and a short time. */
  private static String page(String singleSignOn) {
    var url = Pattern.compile("url=(https://[^\\s?#;,]+)").matcher(singleSignOn);
    return url.find() ? " (" + named(url.group(1)) + ")" : "";
  }

  /** GitHub Docs, "Permissions required for fine-grained personal access tokens" and "Scopes". */
  private static String permission(Wire.Outgoing request, Answer answer) {
    var fine = answer.header("X-Accepted-GitHub-Permissions").map(Refusals::permissions);
    var needed = answer.header("X-Accepted-OAuth-Scopes").map(Refusals::scopes);
    var has = Optional.ofNullable(answer.headers().get("X-OAuth-Scopes"));
    return "it may not %s; a fine-grained token needs %s for all repositories of their owner, a classic one the scope %s%s"
        .formatted(
            request.withoutQuery(),
            fine.map(p -> "the permission " + p).orElse("the permissions that the README lists"),
            needed.orElse("repo, and workflow for files in .github/workflows"),
            has.map(scopes -> " (it has " + (scopes.isBlank() ? "none" : scopes(scopes)) + ")")
                .orElse(""));
  }

  /** {@code a=write,b=read; c=write} as "a (write) and b (read), or c (write)". */
  private static String permissions(String header) {
    return Arrays.stream(header.split(";"))
        .map(
            together ->
                Arrays.stream(together.split(","))
                    .map(one -> one.strip().replaceFirst("=(.*)", " ($1)"))
                    .collect(Collectors.joining(" and ")))
        .collect(Collectors.collectingAndThen(Collectors.joining(", or "), Refusals::named));
  }

  private static String scopes(String header) {
    return named(header.replaceAll("\\s*,\\s*", " or "));
  }

  private static String named(String text) {
    return OneLine.of(text, MOST_NAMED);
  }

  static String says(Reply reply) {
    var said = reply.said();
    return said.isEmpty() ? "" : "; GitHub says: " + said;
  }
}
