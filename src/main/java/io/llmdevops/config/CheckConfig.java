package io.llmdevops.config;

import java.util.Objects;

/**
 * What a version must pass.
 *
 * @param maxRepairs how often a model may be asked to repair what it wrote; 0 for never
 */
public record CheckConfig(int maxRepairs, BrowserConfig browser) {

  public CheckConfig {
    Objects.requireNonNull(browser, "browser");
  }
}
