package io.llmdevops.config;

import java.util.List;

/** The configuration cannot be used; says everything that is wrong with it, and where. */
public final class InvalidConfigException extends RuntimeException {

  private final transient List<String> faults;

  /**
   * @param faults one line each, naming the variable or key; never a secret's value
   */
  public InvalidConfigException(List<String> faults) {
    super("the configuration has faults:\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
