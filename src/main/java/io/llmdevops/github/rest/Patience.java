package io.llmdevops.github.rest;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param read for the answer to what only reads
 * @param change for the answer to what changes something
 * @param requests in line behind other requests of this node
 * @param turns in line for the turn to change something, behind other changes of this node
 * @param turn for other nodes and for the gap, once first in that line
 * @param held a turn lasts without being kept: so long a node that has died holds the others up
 */
record Patience(
    Duration read,
    Duration change,
    Duration requests,
    Duration turns,
    Duration turn,
    Duration held) {

  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  Patience(Duration read, Duration change, Duration requests, Duration turns, Duration turn) {
    this(read, change, requests, turns, turn, Duration.ofSeconds(5));
  }

  /** What a changing request has the turn for: one that only reads may be under way before it. */
  Duration longestChange() {
    return read.plus(change).multipliedBy(2);
  }
}
