package io.llmdevops.github.repository;

import io.llmdevops.git.Publication.Plan;
import java.util.Objects;

/**
 * Where a version goes.
 *
 * @param isNew it was created just now, by this very try
 */
record Placed(Place place, boolean isNew, Plan plan) {
  Placed {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(plan, "plan");
  }
}
