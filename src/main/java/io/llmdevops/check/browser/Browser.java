package io.llmdevops.check.browser;

import io.vertx.core.Future;
import java.util.Optional;

/** Looks at versions as their visitors would. Thread-safe. */
public interface Browser {

  /**
   * Why there are no browser checks on this machine, and how to get them; empty where there are.
   * Looks at files only, and at none twice.
   */
  Optional<String> missing();

  /**
   * Loads each page and runs its scripts, in order. However the page behaves this ends, at the
   * latest shortly after the visit's time is up, with what was seen until then. Where all the
   * browsers there may be are taken, it waits for one, and the visit's time begins after that.
   *
   * @return fails with {@link NoBrowserException} where no browser can be had
   */
  Future<Sighting> look(Visit visit);

  /** Ends every process of it. */
  Future<Void> close();
}
