package io.llmdevops.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.task.OneLine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an engine on this machine how it is. Blocks. */
final class HealthQuestion {

  private static final int OK = 200;
  private static final int LONGEST = 300;

  private final HttpConfig management;
  private final Duration patience;

  /**
   * @param well whether it is as was asked for
   * @param text one line
   */
  record Reply(boolean well, String text) {

    private static Reply bad(String text) {
      return new Reply(false, OneLine.of(text, LONGEST));
    }
  }

  /**
   * @param management where it is asked
   */
  HealthQuestion(HttpConfig management, Duration patience) {
    this.management = management;
    this.patience = patience;
  }

  /**
   * @param state {@code live} or {@code ready}
   */
  Reply isIt(String state) {
    var where = management.host() + ":" + management.port();
    if (management.port() == 0) {
      return Reply.bad("nobody knows where to ask: MANAGEMENT_PORT=0 takes a free one");
    }
    try {
      var answer = ask(state).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return answer.statusCode() == OK
          ? new Reply(true, state)
          : Reply.bad("not " + state + ": " + why(answer));
    } catch (TimeoutException e) {
      return Reply.bad("no answer from " + where + " within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      return Reply.bad("no answer from " + where + ": " + why(e.getCause()));
    } catch (IllegalArgumentException e) {
      return Reply.bad("no answer from " + where + ": it is no address");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.bad("interrupted");
    }
  }

  private CompletableFuture<HttpResponse<String>> ask(String state) {
    var request = HttpRequest.newBuilder(OwnAddress.of(management, "/health/" + state)).build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build()
        .sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String why(Throwable failure) {
    if (failure instanceof ConnectException) {
      return "nobody listens there";
    }
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : "the connection failed";
  }

  /** What a problem (RFC 9457) says of itself. */
  private static String why(HttpResponse<String> answer) {
    return detail(answer.body()).orElse("HTTP " + answer.statusCode());
  }

  private static Optional<String> detail(String body) {
    try {
      return Optional.ofNullable(new ObjectMapper().readTree(body).get("detail"))
          .map(detail -> detail.asText())
          .filter(text -> !text.isBlank());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
