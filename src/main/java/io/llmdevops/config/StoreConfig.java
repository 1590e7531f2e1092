package io.llmdevops.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the engine keeps what it must not forget.
 *
 * @param dataDir the folder of the database, the generated secret, the node's id, and repositories
 *     or the mirrors of them
 * @param postgres the database of several nodes; empty where the embedded one is used
 */
public record StoreConfig(Path dataDir, Optional<PostgresConfig> postgres) {

  public StoreConfig {
    Objects.requireNonNull(dataDir, "dataDir");
    Objects.requireNonNull(postgres, "postgres");
  }

  /** With the embedded database. */
  public StoreConfig(Path dataDir) {
    this(dataDir, Optional.empty());
  }

  /** The embedded database. */
  public Path database() {
    return dataDir.resolve("engine.db");
  }

  /** Copies of what lies on GitHub, which may be deleted while the engine does not run. */
  public Path mirrors() {
    return dataDir.resolve("mirrors");
  }

  /** What is said to models and what they answer, a folder for each task, where it is kept. */
  public Path prompts() {
    return dataDir.resolve("prompts");
  }

  /** What the browser of the checks writes; nothing of it is needed after the engine's end. */
  public Path browser() {
    return dataDir.resolve("browser");
  }

  /** The bare repositories of local hosting. */
  public Path repositories() {
    return dataDir.resolve("repositories");
  }
}
