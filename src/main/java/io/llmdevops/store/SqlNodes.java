package io.llmdevops.store;

import io.llmdevops.task.Nodes;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which nodes there are, beside the tasks in the database. */
record SqlNodes(Database database) implements Nodes {

  /** Long after anybody could still ask for one that is gone. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  @Override
  public Future<Void> announce(Node node, Duration time) {
    return database.write(
        session -> {
          var now = session.now();
          session.update("delete from node where seen_until < ?", now - FORGOTTEN.toMillis());
          session.update(
              "insert into node (id, name, roles, seen_until) values (?, ?, ?, ?)"
                  + " on conflict (id) do update set name = excluded.name,"
                  + " roles = excluded.roles, seen_until = excluded.seen_until",
              node.id(),
              node.name(),
              String.join(",", node.roles()),
              now + time.toMillis());
          return null;
        });
  }

  @Override
  public Future<List<Node>> present() {
    return database.read(
        session ->
            session.query(
                "select id, name, roles from node where seen_until > ? order by name, id",
                SqlNodes::node,
                session.now()));
  }

  private static Node node(ResultSet row) throws SQLException {
    var roles = row.getString("roles");
    return new Node(
        row.getString("id"),
        row.getString("name"),
        roles.isEmpty() ? Set.of() : Set.of(roles.split(",")));
  }
}
