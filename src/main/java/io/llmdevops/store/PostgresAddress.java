package io.llmdevops.store;

import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.llmdevops.config.PostgresConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** How PostgreSQL is reached. */
record PostgresAddress(PostgresConfig config) {

  /**
   * A hung network must not hang a node, nor a hung node the others: the server gives up before we
   * do, so that what we have not heard of is not done later.
   */
  private static final String LIMITS =
      "set statement_timeout = '8s'; set lock_timeout = '5s';"
          + " set idle_in_transaction_session_timeout = '4s';"
          // What is due is always found by an index: statistics lag behind a queue.
          + " set enable_seqscan = off;"
          // Compiles what it takes for dear, and every table without an index is now.
          + " set jit = off;"
          // Whoever waited for a lock has to see what was committed meanwhile.
          + " set default_transaction_isolation = 'read committed';"
          // What is answered for is on a disk; a server may well wait for more than its own.
          + " select set_config('synchronous_commit', 'on', false)"
          + " where current_setting('synchronous_commit') = 'off'";

  /** Seconds where the driver's manual does not say otherwise (jdbc.postgresql.org). */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ApplicationName", "llm-devops-engine",
          "connectTimeout", "5",
          "loginTimeout", "8",
          "socketTimeout", "10",
          "tcpKeepAlive", "true",
          // The values of a row may be secrets of those who sent it.
          "logServerErrorDetail", "false");

  private Map<String, String> properties() {
    var properties = new HashMap<>(DEFAULTS);
    properties.putAll(config.parameters());
    return properties;
  }

  private String user() {
    return config.user().orElseGet(() -> System.getProperty("user.name"));
  }

  private String host() {
    return config.host().contains(":") ? "[" + config.host() + "]" : config.host();
  }

  /** For people: without password and parameters. */
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user(), host(), config.port(), config.database());
  }

  /** What the pool connects with. */
  AgroalConnectionFactoryConfigurationSupplier pooled(
      AgroalConnectionFactoryConfigurationSupplier factory) {
    var database = URLEncoder.encode(config.database(), StandardCharsets.UTF_8).replace("+", "%20");
    factory
        .connectionProviderClass(Driver.class)
        .jdbcUrl("jdbc:postgresql://%s:%d/%s".formatted(host(), config.port(), database))
        .principal(new NamePrincipal(user()))
        .initialSql(LIMITS);
    config.password().ifPresent(it -> factory.credential(new SimplePassword(it.reveal())));
    properties().forEach(factory::jdbcProperty);
    return factory;
  }

  /**
   * One connection at a time.
   *
   * @throws SQLException where a parameter of the address is none of the driver's
   */
  PGSimpleDataSource single() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host()});
    source.setPortNumbers(new int[] {config.port()});
    source.setDatabaseName(config.database());
    source.setUser(user());
    config.password().ifPresent(it -> source.setPassword(it.reveal()));
    for (var property : properties().entrySet()) {
      source.setProperty(property.getKey(), property.getValue());
    }
    return source;
  }
}
