package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Reply;

/** What GitHub says when it does not do what it is asked to. */
final class Told {

  private Told() {}

  /** Its status, and its words if there are any. */
  static String by(Reply reply) {
    return (reply.status() + " " + reply.said()).strip();
  }
}
