package io.llmdevops.github.rest;

import java.util.Objects;

/** Which repository, for the API. */
public record Repo(String owner, String name) {

  public Repo {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(name, "name");
  }

  /** Where it is in the API. Both names hold only what may stand in a path as it is. */
  public String path() {
    return "/repos/" + owner + "/" + name;
  }
}
