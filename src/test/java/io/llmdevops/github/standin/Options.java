package io.llmdevops.github.standin;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the stand-in behaves.
 *
 * @param scale how many times faster than GitHub's its time runs: at 60 an hour takes a minute
 * @param delays how long things take, in GitHub's time
 * @param limits how requests are limited; without, none is refused, but all is counted
 * @param gap that GitHub asks for between two changing calls, in GitHub's time
 * @param workflowOnEmpty Pages may be set to build by workflow while there is no commit
 * @param pushProtection pushes that hold a token of GitHub are refused
 * @param conformance looks at each REST request and answer; what it finds fails the closing
 * @param apiPath what the API's address ends in; GitHub Enterprise Server has {@code /api/v3}
 */
public record Options(
    double scale,
    Delays delays,
    Optional<Refusal> limits,
    Duration gap,
    boolean workflowOnEmpty,
    boolean pushProtection,
    Optional<Conformance> conformance,
    String apiPath) {

  /**
   * How long things take.
   *
   * @param answer each REST answer
   * @param creation from the answer to a creation until the repository is found
   * @param queued a build or run waits
   * @param building a build or run works
   * @param cached the site's CDN keeps an answer, a 404 too
   * @param stale the site stays the former one after a deployment
   */
  public record Delays(
      Duration answer,
      Duration creation,
      Duration queued,
      Duration building,
      Duration cached,
      Duration stale) {

    /** As good as none. */
    static final Delays NONE =
        new Delays(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ZERO,
            Duration.ZERO);

    /** What is usual on GitHub; {@code Cache-Control} of its pages says 600 s. */
    public static final Delays USUAL =
        new Delays(
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(600),
            Duration.ofSeconds(5));

    public Delays creation(Duration time) {
      return new Delays(answer, time, queued, building, cached, stale);
    }

    public Delays answer(Duration time) {
      return new Delays(time, creation, queued, building, cached, stale);
    }

    public Delays builds(Duration waiting, Duration working) {
      return new Delays(answer, creation, waiting, working, cached, stale);
    }

    public Delays cdn(Duration kept, Duration former) {
      return new Delays(answer, creation, queued, building, kept, former);
    }
  }

  /** How a request over a secondary limit is refused; the documentation allows each of them. */
  public enum Refusal {
    /** 403 with {@code Retry-After}. */
    RETRY_AFTER,
    /** 429 with {@code Retry-After}. */
    TOO_MANY_REQUESTS,
    /** 403 without {@code Retry-After}, {@code x-ratelimit-remaining} is 0. */
    RESET,
    /** 403 with nothing but its message: a minute at least. */
    BARE
  }

  public Options {
    Objects.requireNonNull(delays, "delays");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(gap, "gap");
    Objects.requireNonNull(conformance, "conformance");
    Objects.requireNonNull(apiPath, "apiPath");
  }

  /**
   * No limits, nothing takes time, no gap asked for; all is held against GitHub's description where
   * that is to be had.
   */
  public static Options quick() {
    return new Options(
        1, Delays.NONE, Optional.empty(), Duration.ZERO, true, false, Conformance.ifToBeHad(), "");
  }

  /** All as on GitHub, this much faster. */
  public static Options usual(double scale) {
    return new Options(
        scale,
        Delays.USUAL,
        Optional.of(Refusal.RETRY_AFTER),
        Duration.ofSeconds(1),
        true,
        true,
        Conformance.ifToBeHad(),
        "");
  }

  public Options delays(Delays other) {
    return new Options(
        scale, other, limits, gap, workflowOnEmpty, pushProtection, conformance, apiPath);
  }

  public Options scale(double other) {
    return new Options(
        other, delays, limits, gap, workflowOnEmpty, pushProtection, conformance, apiPath);
  }

  public Options limits(Refusal refusal) {
    return new Options(
        scale,
        delays,
        Optional.of(refusal),
        gap,
        workflowOnEmpty,
        pushProtection,
        conformance,
        apiPath);
  }

  public Options gap(Duration other) {
    return new Options(
        scale, delays, limits, other, workflowOnEmpty, pushProtection, conformance, apiPath);
  }

  public Options refusingWorkflowOnEmpty() {
    return new Options(scale, delays, limits, gap, false, pushProtection, conformance, apiPath);
  }

  public Options protectingPushes() {
    return new Options(scale, delays, limits, gap, workflowOnEmpty, true, conformance, apiPath);
  }

  public Options conformance(Conformance judge) {
    return new Options(
        scale, delays, limits, gap, workflowOnEmpty, pushProtection, Optional.of(judge), apiPath);
  }

  /**
   * Nothing is held against GitHub's description: for much at once, or for what does not fit it.
   */
  public Options unjudged() {
    return new Options(
        scale, delays, limits, gap, workflowOnEmpty, pushProtection, Optional.empty(), apiPath);
  }

  public Options apiPath(String path) {
    return new Options(
        scale, delays, limits, gap, workflowOnEmpty, pushProtection, conformance, path);
  }

  /** In real time. */
  Duration scaled(Duration githubs) {
    return Duration.ofNanos((long) (githubs.toNanos() / scale));
  }
}
