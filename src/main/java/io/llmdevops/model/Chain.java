package io.llmdevops.model;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The models of a node, in the order in which they are asked, and how each has been doing. A model
 * that fails again and again, or says when to come back, rests, for every task of the node.
 *
 * <p>Thread-safe, since every verticle that asks models shares it.
 */
public final class Chain {

  private final List<Model> models;
  private final List<Model> reporting;
  private final Map<String, Health> health = new HashMap<>();
  private final LongSupplier nanoTime;
  private final Gate gate;

  /** Who is to be asked. */
  public sealed interface Choice {

    /** This one, now; how it does is noted. */
    record Ask(Model model) implements Choice {}

    /** Nobody yet: all that are left rest after failures. */
    record Wait(Duration time, String why) implements Choice {}

    /** Nobody is left. */
    record Nobody() implements Choice {}
  }

  /**
   * @param models at least one, no two of one name
   * @param calls of them under way at once
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public Chain(List<Model> models, int calls, LongSupplier nanoTime) {
    this(models, new Gate(calls), nanoTime);
  }

  /**
   * The same.
   *
   * @param gate lets in those calls
   */
  public Chain(List<Model> models, Gate gate, LongSupplier nanoTime) {
    this.models = List.copyOf(models);
    this.gate = Objects.requireNonNull(gate, "gate");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.reporting = models.stream().<Model>map(Reporting::new).toList();
    models.forEach(model -> health.put(model.name(), new Health()));
  }

  /** Where whoever asks one of them waits for a turn. */
  public Gate gate() {
    return gate;
  }

  /** The models themselves, first to last; how these do is not noted. */
  public List<Model> models() {
    return models;
  }

  /**
   * The first that is neither left out nor resting. Where all that are left rest, it is to be
   * waited for those whose failures may pass; one whose account does not work is asked all the same
   * where there is no other, so that whoever repairs the account need not wait.
   *
   * @param without names of models that are not to be asked
   */
  public synchronized Choice choose(Set<String> without) {
    var now = nanoTime.getAsLong();
    var left = reporting.stream().filter(model -> !without.contains(model.name())).toList();
    if (left.isEmpty()) {
      return new Choice.Nobody();
    }
    var waits = new ArrayList<Choice.Wait>();
    var mayPass = false;
    for (var model : left) {
      var resting = health.get(model.name()).resting(now);
      if (resting.isEmpty()) {
        return new Choice.Ask(model);
      }
      mayPass |= resting.get().passing();
      waits.add(wait(model, resting.get()));
    }
    return mayPass ? shortest(waits) : new Choice.Ask(left.get(0));
  }

  private static Choice.Wait wait(Model model, Health.Resting resting) {
    return new Choice.Wait(resting.left(), model.name() + " rests: " + resting.why());
  }

  private static Choice.Wait shortest(List<Choice.Wait> waits) {
    return waits.stream().min(Comparator.comparing(Choice.Wait::time)).orElseThrow();
  }

  private synchronized void note(String name, long begunAt, Optional<Throwable> cause) {
    var noted = health.get(name);
    if (cause.isEmpty()) {
      noted.succeeded();
    } else if (cause.get() instanceof ModelException failure) {
      switch (failure.kind()) {
        case PASSING -> noted.passingFailed(begunAt, nanoTime.getAsLong(), failure);
        case ACCOUNT -> noted.accountFailed(nanoTime.getAsLong(), failure.getMessage());
        case REQUEST -> noted.answered();
      }
    }
  }

  /** Tells the chain how the model does. */
  private final class Reporting implements Model {

    private final Model model;

    Reporting(Model model) {
      this.model = model;
    }

    @Override
    public String name() {
      return model.name();
    }

    @Override
    public Traits traits() {
      return model.traits();
    }

    @Override
    public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
      var begunAt = nanoTime.getAsLong();
      return model
          .generate(prompt, onText)
          .andThen((answer, cause) -> note(name(), begunAt, Optional.ofNullable(cause)));
    }
  }
}
