package io.llmdevops;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.Role;
import io.llmdevops.config.Secret;
import io.llmdevops.store.DataDirectory;
import io.llmdevops.task.Standing;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node says of itself in its log, once it runs: what it does, where, and what is weak. */
final class Introduction {

  private static final Logger log = LoggerFactory.getLogger(Introduction.class);

  private final EngineConfig config;
  private final DataDirectory directory;
  private final Parts parts;
  private final Optional<Path> generatedSecret;
  private final Optional<Standing> alone;

  /**
   * @param parts deployed
   * @param generatedSecret the file of the secret, where none was configured
   * @param alone how this node stands where it lacks a role that no other can have
   */
  Introduction(
      EngineConfig config,
      DataDirectory directory,
      Parts parts,
      Optional<Path> generatedSecret,
      Optional<Standing> alone) {
    this.config = config;
    this.directory = directory;
    this.parts = parts;
    this.generatedSecret = generatedSecret;
    this.alone = alone;
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
    config.store().postgres().ifPresent(this::sharing);
    alone.ifPresent(
        node ->
            log.warn(
                "no task will be finished: nobody has the roles {}, and without DATABASE_URL no"
                    + " other node can work on the tasks of this one",
                String.join(", ", node.missingRoles())));
  }

  private void sharing(PostgresConfig at) {
    log.info("tasks are kept in PostgreSQL at {}:{}", at.host(), at.port());
    generatedSecret.ifPresent(
        file -> log.warn("any other node of this database needs the SECRET in {}, too", file));
    if (config.cluster().isEmpty() && config.github().isEmpty() && usesRepositories()) {
      log.warn(
          "without GITHUB_TOKEN repositories are on this machine: no other node of this database"
              + " may have the roles llm, check and github");
    }
  }

  private boolean usesRepositories() {
    return has(Role.LLM) || has(Role.CHECK) || has(Role.GITHUB);
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
