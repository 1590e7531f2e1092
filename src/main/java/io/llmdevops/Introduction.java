package io.llmdevops;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Role;
import io.llmdevops.config.Secret;
import io.llmdevops.store.DataDirectory;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node says of itself in its log, once it runs: what it does, where, and what is weak. */
final class Introduction {

  private static final Logger log = LoggerFactory.getLogger(Introduction.class);

  private final EngineConfig config;
  private final DataDirectory directory;
  private final Parts parts;

  /**
   * @param parts deployed
   */
  Introduction(EngineConfig config, DataDirectory directory, Parts parts) {
    this.config = config;
    this.directory = directory;
    this.parts = parts;
  }

  void say() {
    node();
    parts.apiUrl().ifPresent(url -> log.info("tasks are taken at {}/task", url));
    publishing();
    if (has(Role.LLM)) {
      models();
    }
    if (has(Role.CHECK)) {
      browser();
    }
    warnOf("SECRET", config.access().secret());
    warnOf("READ_TOKEN", config.access().readToken());
    config.modelKeys().forEach(Introduction::warnOf);
    config.github().ifPresent(Introduction::warnOf);
    log.info("data is kept in {}", config.store().dataDir().toAbsolutePath());
    log.info("ready, {} ms after the start of the process", upMillis());
  }

  private void node() {
    log.info(
        "node {} ({}) has the roles {}",
        directory.nodeName(),
        directory.nodeId(),
        config.roles().stream().sorted().map(Role::wire).collect(Collectors.joining(", ")));
    config
        .store()
        .postgres()
        .ifPresent(at -> log.info("tasks are kept in PostgreSQL at {}:{}", at.host(), at.port()));
  }

  private void publishing() {
    parts
        .hostingUrl()
        .ifPresent(
            url -> log.info("publishing is local: repositories and pages are served at {}", url));
    if (has(Role.GITHUB)) {
      parts
          .destination()
          .ifPresent(owner -> log.info("versions are published on GitHub as {}", owner));
    }
    if (config.cluster().isPresent()
        && config.github().isEmpty()
        && (has(Role.LLM) || has(Role.CHECK))) {
      log.warn(
          "without GITHUB_TOKEN this node does not see what was published: later rounds of a"
              + " task would begin with nothing");
    }
  }

  private void models() {
    if (config.llm().isSimulated()) {
      log.info("the model is simulated: pages show the brief, no app is written");
    }
    for (var model : config.llm().chain()) {
      log.info("apps are written by {} at {}", model.model(), model.baseUrl());
    }
  }

  private void browser() {
    parts
        .missingBrowser()
        .ifPresentOrElse(
            why -> log.warn("pages are published without having been looked at: {}", why),
            () ->
                log.info(
                    "pages are looked at by {} before they are published",
                    parts.browser().orElse("a browser")));
  }

  private boolean has(Role role) {
    return config.roles().contains(role);
  }

  private static void warnOf(String name, Secret secret) {
    if (secret.isWeak()) {
      log.warn(
          "{} is weak: it has less than {} characters, and published texts are not searched for it",
          name,
          Secret.SEARCHED_FROM);
    }
  }

  private static void warnOf(GithubConfig github) {
    warnOf("GITHUB_TOKEN", github.token());
    if (github.sendsTokenInTheClear()) {
      log.warn("GITHUB_API_URL is plain http: the token goes over the network in the clear");
    }
  }

  private static long upMillis() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }
}
