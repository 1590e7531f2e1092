package io.llmdevops.model.talk;

import io.llmdevops.model.Chain;
import io.llmdevops.model.Chain.Choice;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.task.TaskReport.GivenUp;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has one model after the other try the same thing, each from the beginning.
 *
 * @param <T> what comes of it
 */
public final class Relay<T> {

  private static final int MAX_REFUSALS = 3;

  private final Chain chain;
  private final Consumer<GivenUp> onGivenUp;
  private final Supplier<Duration> backoff;
  private final Function<Model, Future<T>> ask;

  /** Why each of those that are out of this did not do it, in the order in which they dropped. */
  private final Map<String, String> out = new LinkedHashMap<>();

  private final Set<String> asked = new HashSet<>();
  private long refusals;

  /** How it ended. */
  public sealed interface Ending<T> {

    /** One of them did it. */
    record Done<T>(T result) implements Ending<T> {}

    /** It may be done later, not before this time has passed. */
    record Later<T>(Duration after, String why) implements Ending<T> {}

    /** It will not be done, for good. */
    record Never<T>(String why) implements Ending<T> {}
  }

  /**
   * @param givenUp models that are not asked any more
   * @param onGivenUp told of each that is given up from now on
   * @param backoff until the next try, after a failure that may pass
   * @param ask has this model try; fails with {@link GaveUpException}, {@link HardStopException} or
   *     {@link ModelException} where it does not
   */
  public Relay(
      Chain chain,
      List<GivenUp> givenUp,
      Consumer<GivenUp> onGivenUp,
      Supplier<Duration> backoff,
      Function<Model, Future<T>> ask) {
    this.chain = chain;
    this.onGivenUp = onGivenUp;
    this.backoff = backoff;
    this.ask = ask;
    givenUp.forEach(each -> out.put(each.model(), each.why()));
    this.refusals = givenUp.stream().filter(GivenUp::refused).count();
  }

  /**
   * Goes on where an earlier run ended. Fails only with what is neither a model's doing nor a
   * limit's.
   */
  public Future<Ending<T>> run() {
    if (refusals >= MAX_REFUSALS) {
      return never();
    }
    var choice = chain.choose(out.keySet());
    if (choice instanceof Choice.Ask next) {
      return ask(next.model());
    }
    if (choice instanceof Choice.Wait wait) {
      return Future.succeededFuture(new Ending.Later<>(wait.time(), wait.why()));
    }
    return never();
  }

  private Future<Ending<T>> ask(Model model) {
    asked.add(model.name());
    return ask.apply(model)
        .<Ending<T>>map(Ending.Done::new)
        .recover(cause -> failed(model.name(), cause));
  }

  private Future<Ending<T>> failed(String name, Throwable cause) {
    if (cause instanceof HardStopException) {
      return Future.succeededFuture(new Ending.Never<>(cause.getMessage()));
    }
    if (cause instanceof GaveUpException gaveUp) {
      return giveUp(new GivenUp(name, gaveUp.isRefusal(), gaveUp.getMessage()));
    }
    if (cause instanceof ModelException failure) {
      return switch (failure.kind()) {
        case PASSING -> passing(name, failure);
        case REQUEST -> giveUp(new GivenUp(name, false, bare(name, failure.getMessage())));
        case ACCOUNT -> {
          // Not stored: the account may be topped up before this task is over.
          out.put(name, failure.getMessage());
          yield run();
        }
      };
    }
    return Future.failedFuture(cause);
  }

  private Future<Ending<T>> giveUp(GivenUp givenUp) {
    onGivenUp.accept(givenUp);
    out.put(givenUp.model(), givenUp.why());
    refusals += givenUp.refused() ? 1 : 0;
    return run();
  }

  /** Another takes over where this one rests now; each is asked once, so that this has an end. */
  private Future<Ending<T>> passing(String name, ModelException failure) {
    var choice = chain.choose(out.keySet());
    if (choice instanceof Choice.Ask next && !asked.contains(next.model().name())) {
      return ask(next.model());
    }
    var after = backoff.get();
    if (choice instanceof Choice.Wait wait && wait.time().compareTo(after) > 0) {
      after = wait.time();
    }
    return Future.succeededFuture(new Ending.Later<>(after, named(name, failure.getMessage())));
  }

  private Future<Ending<T>> never() {
    var why =
        out.entrySet().stream()
            .map(each -> named(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "));
    return Future.succeededFuture(new Ending.Never<>(why));
  }

  /** Where there is only one model it goes without saying. */
  private String named(String name, String why) {
    var alone = chain.models().size() == 1 && out.size() <= 1;
    return alone ? why : name + ": " + bare(name, why);
  }

  /** Models name themselves in what they say of a failure. */
  private static String bare(String name, String why) {
    return why.startsWith(name + ": ") ? why.substring(name.length() + 2) : why;
  }
}
