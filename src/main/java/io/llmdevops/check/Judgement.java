package io.llmdevops.check;

import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Picture;
import java.util.List;
import java.util.Optional;

/**
 * All there was to find out about one version.
 *
 * @param results standing checks first, then the request's own in their order
 * @param picture of its page
 * @param facts that came with it
 */
record Judgement(List<CheckResult> results, Optional<Picture> picture, List<Fact> facts) {

  Judgement {
    results = List.copyOf(results);
    facts = List.copyOf(facts);
  }
}
