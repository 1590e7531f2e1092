package io.llmdevops.benchmark;

import io.llmdevops.Machine;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.store.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Nodes of one cluster on a PostgreSQL of their own, none of which has the github role. */
final class OnPostgres implements AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final long POLL_NANOS = 20_000_000;

  private final Workplace place;
  private final PostgresServer postgres;
  private final String database;
  private final List<EngineProcess> nodes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  OnPostgres(Workplace place) throws Exception {
    this.place = place;
    this.postgres = PostgresServer.createDurable();
    this.database = postgres.emptyDatabase();
    for (var node = 0; node < 3; node++) {
      ports.add(Machine.freePort());
    }
  }

  /** For a store in this process. */
  PostgresConfig config() {
    return postgres.config(database, CONNECTIONS);
  }

  Connection connect() throws SQLException {
    return postgres.connect(database);
  }

  /** What a node needs to be one of this cluster's. */
  private JsonObject cluster(int number) throws IOException {
    var members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    return new JsonObject()
        .put("database_url", postgres.url(database))
        .put("cluster", true)
        .put("cluster_port", ports.get(number))
        .put("cluster_bus_port", Machine.freePort())
        .put("cluster_members", String.join(",", members));
  }

  /** One more; it is there when it has said so, since one without all roles is never ready. */
  EngineProcess start(JsonObject settings) throws IOException {
    var folder = place.folder();
    var all = cluster(nodes.size()).mergeIn(settings);
    var engine = EngineProcess.spawn(place, folder, all, "-Xmx512m");
    nodes.add(engine);
    while (engine.log().stream().noneMatch(line -> line.contains("ready,"))) {
      if (!engine.handle().isAlive()) {
        throw new IOException("has ended: " + Files.readString(folder.resolve("engine.log")));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return engine;
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes) {
      node.close();
    }
    postgres.close();
  }
}
