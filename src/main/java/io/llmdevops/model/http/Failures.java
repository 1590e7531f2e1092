package io.llmdevops.model.http;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.net.Trouble;
import io.llmdevops.task.ModelCall;
import java.util.Map;
import java.util.Optional;

/** What a failure of one model means and how it is told: in our words, naming what to do. */
final class Failures {

  /** Where a server's address is set; nobody here knows which of the two was used. */
  private static final String BASE_URL = "LLM_BASE_URL (in llm_chain: base_url)";

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  /** The names that errors in the middle of a stream go by, as the statuses that they stand for. */
  private static final Map<String, Integer> STATUS_OF =
      Map.ofEntries(
          Map.entry("overloaded_error", 529),
          Map.entry("rate_limit_error", TOO_MANY),
          Map.entry("rate_limit_exceeded", TOO_MANY),
          Map.entry("insufficient_quota", TOO_MANY),
          Map.entry("authentication_error", UNAUTHORIZED),
          Map.entry("invalid_api_key", UNAUTHORIZED),
          Map.entry("permission_error", FORBIDDEN),
          Map.entry("billing_error", PAYMENT_REQUIRED),
          Map.entry("not_found_error", NOT_FOUND),
          Map.entry("invalid_request_error", BAD_REQUEST),
          Map.entry("context_length_exceeded", BAD_REQUEST),
          Map.entry("request_too_large", TOO_LARGE));

  private final ModelConfig config;
  private final PublicText publicText;

  Failures(ModelConfig config) {
    this.config = config;
    this.publicText = new PublicText(config.key(), config.model());
  }

  /** Turned away before any work was done. */
  ModelException turnedAway(Reply.TurnedAway reply) {
    var error = reply.error();
    var source = "HTTP " + reply.status();
    var message =
        reply.status() < BAD_REQUEST
            ? redirect(reply)
            : words(reply.status(), named(source, error), error);
    return new ModelException(
        kind(reply.status(), error), told(message), reply.retryAfter(), Optional.empty());
  }

  /** Given up by the server in the middle of its answer. */
  ModelException inStream(ProviderError error, ModelCall call) {
    var status = status(error);
    return new ModelException(
        kind(status, error),
        told(words(status, named("in the middle of the answer", error), error)),
        Optional.empty(),
        Optional.of(call));
  }

  /** What an error without a status of HTTP stands for: where nobody knows, a server's fault. */
  static int status(ProviderError error) {
    return error
        .status()
        .orElseGet(
            () ->
                STATUS_OF.getOrDefault(
                    error.code(), STATUS_OF.getOrDefault(error.type(), SERVER_FAULT)));
  }

  ModelException passing(String words, Optional<ModelCall> call) {
    return new ModelException(Kind.PASSING, told(words), Optional.empty(), call);
  }

  ModelException notEvents(int status, String mediaType, Optional<ModelCall> call) {
    return passing(
        "the server answers with %s and not with a stream of events (HTTP %d): check %s"
            .formatted(of(mediaType), status, BASE_URL),
        call);
  }

  ModelException unreachable(Throwable cause, Optional<ModelCall> call) {
    var trouble = Trouble.of(cause, config.baseUrl(), BASE_URL);
    return new ModelException(
        trouble.lasting() ? Kind.ACCOUNT : Kind.PASSING,
        told(trouble.words()),
        Optional.empty(),
        call);
  }

  ModelException unusableKey() {
    return new ModelException(
        Kind.ACCOUNT,
        told("the key holds characters that no key can hold: check " + config.keyVariable()),
        Optional.empty(),
        Optional.empty());
  }

  private static Kind kind(int status, ProviderError error) {
    if (error.isOutOfQuota() || status == BAD_REQUEST && error.isBadKey()) {
      return Kind.ACCOUNT;
    }
    return switch (status) {
      case 408, 409, 425, TOO_MANY -> Kind.PASSING;
      case UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND -> Kind.ACCOUNT;
      default ->
          status >= SERVER_FAULT
              ? Kind.PASSING
              : status < BAD_REQUEST ? Kind.ACCOUNT : Kind.REQUEST;
    };
  }

  private String words(int status, String source, ProviderError error) {
    if (error.isOutOfQuota() || status == PAYMENT_REQUIRED) {
      return "out of quota (%s): top up the account or set another key in %s%s"
          .formatted(source, config.keyVariable(), said(error));
    }
    if (status == UNAUTHORIZED || status == BAD_REQUEST && error.isBadKey()) {
      return config.key().isPresent()
          ? "the key was refused (%s): check %s".formatted(source, config.keyVariable())
          : "a key is wanted (%s): set %s".formatted(source, config.keyVariable());
    }
    return switch (status) {
      case FORBIDDEN ->
          "access was refused (%s): check what the key in %s may do"
              .formatted(source, config.keyVariable());
      case NOT_FOUND ->
          "no such model or address (%s): check LLM_MODEL (in llm_chain: model) and %s%s"
              .formatted(source, BASE_URL, said(error));
      case TOO_MANY -> "too many requests (%s)%s".formatted(source, said(error));
      case TOO_LARGE -> "the prompt is too large (%s)%s".formatted(source, said(error));
      default ->
          kind(status, error) == Kind.REQUEST
              ? "the request was not accepted (%s)%s".formatted(source, said(error))
              : "the server failed (%s)%s".formatted(source, said(error));
    };
  }

  private String redirect(Reply.TurnedAway reply) {
    return "the server points elsewhere (HTTP %d), and redirects are not followed: set %s to its new address%s"
        .formatted(
            reply.status(),
            BASE_URL,
            reply.redirectHost().map(host -> " at " + of(host)).orElse(""));
  }

  private String named(String source, ProviderError error) {
    var name = of(error.name());
    return name.isEmpty() ? source : source + ", " + name;
  }

  private String said(ProviderError error) {
    var message = of(error.message());
    return message.isEmpty() ? "" : "; the server says: " + message;
  }

  private String of(String text) {
    return publicText.of(text);
  }

  private String told(String words) {
    return config.name() + ": " + words;
  }
}
