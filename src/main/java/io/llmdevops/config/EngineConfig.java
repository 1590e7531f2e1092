package io.llmdevops.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that can be configured, valid by construction.
 *
 * @param http the API
 * @param management health and metrics, for operators
 * @param hosting the pages and repositories on this machine; not used where there is {@code github}
 * @param modelKeys every key of a model that was found, used or not, by its variable
 * @param github empty where versions are published on this machine
 * @param cluster empty where this node hears nothing of others
 */
public record EngineConfig(
    HttpConfig http,
    HttpConfig management,
    HttpConfig hosting,
    StoreConfig store,
    AccessConfig access,
    LlmConfig llm,
    Map<String, Secret> modelKeys,
    CheckConfig check,
    Optional<GithubConfig> github,
    NotifyConfig notification,
    PipelineConfig pipeline,
    RetentionConfig retention,
    LogConfig log,
    Optional<ClusterConfig> cluster,
    Set<Role> roles) {

  public EngineConfig {
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(management, "management");
    Objects.requireNonNull(hosting, "hosting");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(llm, "llm");
    modelKeys = Map.copyOf(modelKeys);
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(github, "github");
    Objects.requireNonNull(notification, "notification");
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(retention, "retention");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(cluster, "cluster");
    roles = Set.copyOf(roles);
  }

  /** The same without an account: versions are published on this machine. */
  public EngineConfig local() {
    return new EngineConfig(
        http,
        management,
        hosting,
        store,
        access,
        llm,
        modelKeys,
        check,
        Optional.empty(),
        notification,
        pipeline,
        retention,
        log,
        cluster,
        roles);
  }

  /** Every secret the engine holds: none of them may ever leave it. */
  public List<Secret> secrets() {
    return Stream.of(
            Stream.of(access.secret(), access.readToken()),
            modelKeys.values().stream(),
            github.map(GithubConfig::token).stream(),
            store.postgres().flatMap(PostgresConfig::password).stream())
        .flatMap(part -> part)
        .distinct()
        .toList();
  }
}
