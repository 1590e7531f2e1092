package io.llmdevops.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/** The models of a node, in the order in which they are asked. */
public final class Chain {

  private final List<Model> models;
  private final LongSupplier nanoTime;

  /** Who is to be asked. */
  public sealed interface Choice {

    /** This one, now. */
    record Ask(Model model) implements Choice {}

    /** Nobody yet: all that are left rest after failures. */
    record Wait(Duration time, String why) implements Choice {}

    /** Nobody is left. */
    record Nobody() implements Choice {}
  }

  /**
   * @param models at least one, no two of one name
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public Chain(List<Model> models, LongSupplier nanoTime) {
    this.models = List.copyOf(models);
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  /** The models themselves, first to last. */
  public List<Model> models() {
    return models;
  }

  /**
   * The first that is neither left out nor resting.
   *
   * @param without names of models that are not to be asked
   */
  public Choice choose(Set<String> without) {
    return models.stream()
        .filter(model -> !without.contains(model.name()))
        .findFirst()
        .<Choice>map(Choice.Ask::new)
        .orElseGet(Choice.Nobody::new);
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
