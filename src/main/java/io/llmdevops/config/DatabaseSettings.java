package io.llmdevops.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads where the database of several nodes is: a connection URI as PostgreSQL's own programs take
 * it (PostgreSQL's manual, "Connection URIs"), of one server. No fault shows any of it.
 */
final class DatabaseSettings {

  private static final String URL = "database_url";
  private static final int USUAL_PORT = 5432;
  private static final int MOST_PORT = 65_535;
  private static final int MOST_CONNECTIONS = 1_000;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "postgres(?:ql)?://"
              + "(?:(?<user>[^:@/?#\\s]*)(?::(?<password>[^@/?#\\s]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:@/?#,\\[\\]\\s]*)(?::(?<port>\\d{1,5}))?"
              + "(?:/(?<database>[^/?#\\s]*))?"
              + "(?:\\?(?<parameters>[^#\\s]*))?");

  /** They have a place of their own, where they are known not to be shown. */
  private static final Set<String> NO_PARAMETERS = Set.of("user", "password", "sslpassword");

  private final Settings settings;

  DatabaseSettings(Settings settings) {
    this.settings = settings;
  }

  /** Empty where the embedded database is used. */
  Optional<PostgresConfig> read() {
    var connections = settings.number("database_connections", 1, MOST_CONNECTIONS);
    return settings.text(URL).flatMap(url -> read(url, connections));
  }

  private Optional<PostgresConfig> read(String url, int connections) {
    var parts = ADDRESS.matcher(url);
    if (!parts.matches()) {
      return fault(
          "must be postgresql://user:password@host:port/database; what is special in an address,"
              + " such as @ : / ? # and %, is percent-encoded in name and password");
    }
    try {
      return config(parts, connections);
    } catch (IllegalArgumentException malformed) {
      return fault("has a % that is not followed by two hexadecimal digits");
    }
  }

  private Optional<PostgresConfig> config(Matcher parts, int connections) {
    var database = part(parts, "database");
    if (parts.group("host").isEmpty() || database.isEmpty()) {
      return fault("must name a host and a database");
    }
    var port = parts.group("port") == null ? USUAL_PORT : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > MOST_PORT) {
      return fault("must have a port from 1 to " + MOST_PORT);
    }
    var parameters = parameters(parts.group("parameters"));
    if (parameters.keySet().stream().anyMatch(DatabaseSettings::isForbidden)) {
      return fault("must name user and password before the host, not as parameters");
    }
    return Optional.of(
        new PostgresConfig(
            parts.group("host"),
            port,
            database.get(),
            part(parts, "user"),
            part(parts, "password").map(Secret::new),
            parameters,
            connections));
  }

  private static boolean isForbidden(String parameter) {
    return NO_PARAMETERS.contains(parameter.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> part(Matcher parts, String name) {
    return Optional.ofNullable(parts.group(name))
        .filter(text -> !text.isEmpty())
        .map(DatabaseSettings::decoded);
  }

  private static Map<String, String> parameters(String text) {
    return Stream.of(text == null ? new String[0] : text.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(parameter -> parameter.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> decoded(pair[0]),
                pair -> pair.length == 1 ? "" : decoded(pair[1]),
                (first, last) -> last));
  }

  /** A plus is a plus: forms alone spell a blank so. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private <T> Optional<T> fault(String what) {
    settings.fault(URL, what);
    return Optional.empty();
  }
}
