package io.llmdevops.config;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The database that several nodes share.
 *
 * @param user empty: the name of the operating system's user, as PostgreSQL's own programs do
 * @param parameters of the address, such as {@code sslmode}, for the driver
 * @param connections at most, of this node
 */
public record PostgresConfig(
    String host,
    int port,
    String database,
    Optional<String> user,
    Optional<Secret> password,
    Map<String, String> parameters,
    int connections) {

  public PostgresConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    parameters = Map.copyOf(parameters);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections " + connections);
    }
  }
}
