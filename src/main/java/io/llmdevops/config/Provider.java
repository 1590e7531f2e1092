package io.llmdevops.config;

import io.llmdevops.config.ModelConfig.Dialect;
import java.net.URI;
import java.util.Locale;

/** Who serves models, and what is used of theirs unless told otherwise. */
enum Provider {
  OPENAI(Dialect.OPENAI, "https://api.openai.com/v1", "gpt-4.1"),
  ANTHROPIC(Dialect.ANTHROPIC, "https://api.anthropic.com", "claude-sonnet-4-5");

  private final Dialect dialect;
  private final URI ownUrl;
  private final String defaultModel;

  Provider(Dialect dialect, String ownUrl, String defaultModel) {
    this.dialect = dialect;
    this.ownUrl = URI.create(ownUrl);
    this.defaultModel = defaultModel;
  }

  Dialect dialect() {
    return dialect;
  }

  URI ownUrl() {
    return ownUrl;
  }

  String defaultModel() {
    return defaultModel;
  }

  /** The setting of this provider's key. */
  String keySetting() {
    return name().toLowerCase(Locale.ROOT) + "_api_key";
  }

  boolean isOwn(URI url) {
    return ownUrl.getHost().equalsIgnoreCase(url.getHost());
  }

  /** Without the version, where the dialect's path brings its own. */
  URI baseUrl(URI given) {
    return dialect == Dialect.ANTHROPIC
        ? URI.create(given.toString().replaceFirst("/+v1$", ""))
        : given;
  }
}
