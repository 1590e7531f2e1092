package io.llmdevops.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how nodes find each other. */
final class ClusterSettings {

  private static final String CLUSTER = "cluster";
  private static final String HOST = "cluster_host";
  private static final int MOST_PORT = 65_535;

  private static final String NAME = "[A-Za-z0-9._-]+";
  private static final String IPV6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*";
  private static final Pattern IN_DIGITS = Pattern.compile(IPV6 + "|\\d[0-9A-Fa-fxX.]*");
  private static final Pattern MEMBER =
      Pattern.compile("(?<host>" + NAME + "|\\[" + IPV6 + "])(?::(?<port>\\d{1,5}))?");

  private static final Form<String> ADDRESS =
      new Form<>(
          "must be the name or the address of this machine, without a port",
          text ->
              Optional.of(text.replaceFirst("^\\[(.*)]$", "$1"))
                  .filter(host -> host.matches(NAME + "|" + IPV6)));

  private static final Form<Path> CONFIGURATION =
      new Form<>(
          "must be a configuration of Hazelcast that can be read: a file .xml, .yaml or .yml",
          text ->
              Optional.of(Path.of(text))
                  .filter(file -> text.matches(".*\\.(xml|yaml|yml)"))
                  .filter(Files::isRegularFile)
                  .filter(Files::isReadable));

  private final Settings settings;

  ClusterSettings(Settings settings) {
    this.settings = settings;
  }

  /** Empty for a node that hears nothing of others. */
  Optional<ClusterConfig> read(Set<Role> roles) {
    var config = config();
    if (!settings.flag(CLUSTER)) {
      return Optional.empty();
    }
    require("secret", "must be set where CLUSTER is true, to the same at every node");
    require("database_url", "must be set where CLUSTER is true: SQLite belongs to one machine");
    if (roles.contains(Role.GITHUB)) {
      require(
          "github_token",
          "must be set where CLUSTER is true and ROLES has github: local hosting belongs to one"
              + " machine");
    }
    return Optional.of(config);
  }

  private void require(String key, String why) {
    if (settings.text(key).isEmpty()) {
      settings.fault(key, why);
    }
  }

  private ClusterConfig config() {
    var host = settings.optional(HOST, ADDRESS).orElse("");
    if (isWildcard(host)) {
      settings.fault(
          HOST, "must be one address of this machine, on a private network: this one is all");
    }
    var port = settings.number("cluster_port", 1, MOST_PORT);
    return new ClusterConfig(
        host,
        port,
        settings.number("cluster_bus_port", 0, MOST_PORT),
        settings.optional("cluster_members", members(port)).orElse(List.of()),
        settings.optional("cluster_config", CONFIGURATION));
  }

  /** However it is spelled; a name is looked up when the node starts, not here. */
  private static boolean isWildcard(String host) {
    try {
      return IN_DIGITS.matcher(host).matches() && InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException noSuchAddress) {
      return false;
    }
  }

  private static Form<List<String>> members(int usualPort) {
    Function<String, Optional<List<String>>> reader =
        text -> {
          var members =
              Stream.of(text.split(",")).map(part -> member(part.strip(), usualPort)).toList();
          return members.stream().allMatch(Optional::isPresent)
              ? Optional.of(members.stream().map(Optional::orElseThrow).toList())
              : Optional.empty();
        };
    return new Form<>("must be a list, by commas, of host:port", reader);
  }

  private static Optional<String> member(String text, int usualPort) {
    var parts = MEMBER.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var port = parts.group("port") == null ? usualPort : Integer.parseInt(parts.group("port"));
    return Optional.of(parts.group("host") + ":" + port)
        .filter(member -> port >= 1 && port <= MOST_PORT);
  }
}
