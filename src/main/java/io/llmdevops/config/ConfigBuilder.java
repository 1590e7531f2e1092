package io.llmdevops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns settings into records, or into the list of what is wrong with them. */
final class ConfigBuilder {

  private static final int MAX_PORT = 65_535;
  private static final Set<String> FILE_ONLY =
      Set.of(
          "lease_seconds",
          "tick_ms",
          "drain_ms",
          "llm_chain",
          "simulated_first_token_ms",
          "simulated_chunk_ms",
          "browser_check_ms",
          "browser_version_ms",
          "browser_memory_mb",
          "github_gap_ms",
          "github_poll_ms",
          "github_stuck_ms",
          "github_closed_ms");

  private final Settings settings;
  private final LlmSettings llm;
  private final boolean makesSecret;

  /**
   * @param variables where the variables came from that settings may name, each over the one before
   * @param makesSecret whether a secret that is missing is made and kept, or only stood in for
   */
  ConfigBuilder(Settings settings, List<Source> variables, boolean makesSecret) {
    this.settings = settings;
    this.llm = new LlmSettings(settings, new ModelKeys(settings, variables));
    this.makesSecret = makesSecret;
  }

  /** The defaults name every setting there is. */
  static Settings.Names names(Set<String> defaults) {
    return new Settings.Names(defaults, FILE_ONLY, Set.of("llm_chain"));
  }

  /**
   * @param sources where settings came from, for whoever wants to know
   * @throws InvalidConfigException naming every fault
   */
  ConfigLoader.Loaded build(List<String> sources) {
    var store = new StoreConfig(settings.path("data_dir"), new DatabaseSettings(settings).read());
    var http = http("host", "port", "public_url");
    var management =
        new HttpConfig(text("management_host"), port("management_port"), Optional.empty());
    var hosting = http("host", "hosting_port", "hosting_url");
    var models = llm.read(store);
    var check = new CheckSettings(settings).read(store);
    var github = new GithubSettings(settings).read();
    var notification = new NotifyConfig(settings.flag("notify_allow_private"));
    var pipeline = pipeline();
    var log =
        new LogConfig(
            settings.oneOf("log_format", LogConfig.Format.class),
            settings.oneOf("log_level", LogConfig.Level.class));
    var roles = settings.someOf("roles", Role.class);
    var cluster = new ClusterSettings(settings).read(roles);
    var retention = retention();
    ports(http, management, hosting, github.isEmpty(), cluster).refuseShared(settings);
    failIfFaulty();
    var access = access(store.dataDir().resolve("secret"));
    return new ConfigLoader.Loaded(
        new EngineConfig(
            http,
            management,
            hosting,
            store,
            access,
            models,
            llm.keys(),
            check,
            github,
            notification,
            pipeline,
            retention,
            log,
            cluster,
            roles),
        settings.text("secret").isPresent()
            ? Optional.empty()
            : Optional.of(store.dataDir().resolve("secret")),
        sources);
  }

  private void failIfFaulty() {
    if (!settings.faults().isEmpty()) {
      throw new InvalidConfigException(settings.faults());
    }
  }

  private HttpConfig http(String host, String port, String url) {
    return new HttpConfig(text(host), port(port), settings.url(url));
  }

  private static ListeningPorts ports(
      HttpConfig http,
      HttpConfig management,
      HttpConfig hosting,
      boolean isLocal,
      Optional<ClusterConfig> cluster) {
    var ports = new ListeningPorts();
    ports.add("port", http.port());
    if (isLocal) {
      ports.add("hosting_port", hosting.port());
    }
    ports.add("management_port", management.port());
    cluster.ifPresent(
        members -> {
          ports.add("cluster_port", members.port());
          ports.add("cluster_bus_port", members.busPort());
        });
    return ports;
  }

  private String text(String key) {
    return settings.text(key).orElseThrow();
  }

  private int port(String key) {
    return settings.number(key, 0, MAX_PORT);
  }

  private PipelineConfig pipeline() {
    return new PipelineConfig(
        Duration.ofSeconds(settings.number("lease_seconds", 1, 3_600)),
        Duration.ofMillis(settings.number("tick_ms", 10, 60_000)),
        Duration.ofMillis(settings.number("drain_ms", 0, 600_000)),
        settings.duration("task_timeout"),
        settings.number("max_backlog", 1, Integer.MAX_VALUE),
        new StagesSettings(settings).read());
  }

  private RetentionConfig retention() {
    var days = settings.number("retention_days", 0, 100_000);
    return new RetentionConfig(days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)));
  }

  private AccessConfig access(Path secretFile) {
    try {
      var configured = settings.secret("secret");
      var secret = configured.isPresent() ? configured.get() : kept(secretFile);
      return new AccessConfig(secret, settings.secret("read_token").orElse(secret));
    } catch (IOException e) {
      settings.fault(
          "secret",
          Files.exists(secretFile)
              ? "is not set, and the one in " + secretFile + " cannot be read"
              : "is not set, and none can be kept in " + secretFile);
      throw new InvalidConfigException(settings.faults());
    }
  }

  private Secret kept(Path secretFile) throws IOException {
    return makesSecret
        ? SecretFile.readOrCreate(secretFile)
        : SecretFile.read(secretFile).orElseGet(SecretFile::fresh);
  }
}
