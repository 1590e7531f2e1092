package io.llmdevops.github.standin;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.Objects;

/**
 * A request that has reached the stand-in, and what came of it.
 *
 * <p>Read by tests on their own threads while the stand-in writes it.
 */
public final class Call {

  /** What kind of request, as GitHub's limits part them. */
  public enum Kind {
    /** GET and HEAD. */
    REST_READ,
    /** POST, PATCH, PUT, DELETE. */
    REST_CHANGE,
    /** The refs, for a fetch. */
    GIT_LOOK,
    GIT_FETCH,
    /** The refs, for a push. */
    GIT_PUSH_LOOK,
    GIT_PUSH,
    /** A page of a site. */
    PAGE,
    /** The log of a job, which lies elsewhere. */
    LOG;

    /** It takes the turn that a token has only once. */
    public boolean isChanging() {
      return this == REST_CHANGE || this == GIT_PUSH;
    }

    public boolean isRest() {
      return this == REST_READ || this == REST_CHANGE;
    }

    public boolean isGit() {
      return name().startsWith("GIT_");
    }
  }

  /** The connection was closed without an answer. */
  public static final int NONE = -1;

  private final int number;
  private final Kind kind;
  private final HttpMethod method;
  private final String uri;
  private final Instant at;
  private volatile String token = "";
  private volatile String login = "";
  private volatile String body = "";
  private volatile int status;
  private volatile boolean tampered;
  private volatile Instant endedAt;

  Call(int number, Kind kind, HttpMethod method, String uri, Instant at) {
    this.number = number;
    this.kind = Objects.requireNonNull(kind, "kind");
    this.method = Objects.requireNonNull(method, "method");
    this.uri = Objects.requireNonNull(uri, "uri");
    this.at = Objects.requireNonNull(at, "at");
  }

  /** Counted from 0, over all kinds. */
  public int number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  public HttpMethod method() {
    return method;
  }

  /** The path and the query. */
  public String uri() {
    return uri;
  }

  public String path() {
    var query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** When it came. */
  public Instant at() {
    return at;
  }

  /** Whose token it carried; empty for none, or for one that is not known. */
  public String login() {
    return login;
  }

  /** What a call to the API has sent; empty for nothing, and for any other call. */
  public String body() {
    return body;
  }

  void sent(String text) {
    body = text;
  }

  /** 0 while it has no answer, {@link #NONE} where it never had one. */
  public int status() {
    return status;
  }

  /** When its answer was sent or the connection closed; null before. */
  public Instant endedAt() {
    return endedAt;
  }

  public boolean isEnded() {
    return endedAt != null;
  }

  /** Its answer is a fault's, not GitHub's. */
  boolean isTampered() {
    return tampered;
  }

  void tamper() {
    tampered = true;
  }

  String token() {
    return token;
  }

  void authorisedBy(Token known) {
    token = known.text();
    login = known.login();
  }

  void ended(int answered, Instant when) {
    if (!isEnded()) {
      status = answered;
      endedAt = when;
    }
  }

  @Override
  public String toString() {
    return number + " " + kind + " " + method + " " + uri + " -> " + (isEnded() ? status : "…");
  }
}
