package io.llmdevops.command;

import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.config.Logging;
import io.llmdevops.config.StoreConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the embedded database, also of an engine that is running. */
@Command(
    name = "backup",
    description = {
      "Writes a consistent copy of the embedded database, with all tasks and versions, to FILE. May",
      "be run beside a running engine, which goes on meanwhile; with the same configuration.",
      "Not in it: the generated secret, and the repositories of local hosting.",
      "Ends with 0: the copy is there and whole, 1: it is not, 2: the configuration is invalid."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(BackupCommand.class);
  private static final int FAULT = 1;
  private static final int INVALID_CONFIGURATION = 2;

  @Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.")
  private Path file;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  @Override
  public Integer call() {
    Logging.warnOnly(List.of());
    try {
      var config = new ConfigReader().onlyLooking().read().config();
      Logging.warnOnly(config.secrets());
      return write(config.store(), file, force, System.out, System.err);
    } catch (InvalidConfigException e) {
      System.err.println(e.getMessage());
      return INVALID_CONFIGURATION;
    } catch (RuntimeException e) {
      // By way of the log, which shows no secret.
      log.error("no backup was written", e);
      return FAULT;
    }
  }

  static int write(
      StoreConfig store, Path file, boolean force, PrintStream out, PrintStream errors) {
    if (store.postgres().isPresent()) {
      errors.println(
          "no backup was written: DATABASE_URL names a PostgreSQL database, which its own pg_dump"
              + " copies while it is used");
      return FAULT;
    }
    try {
      var copied = new Backup(store).to(file, force);
      out.printf("%s: %d tasks, %d bytes, whole%n", file, copied.tasks(), copied.bytes());
      return 0;
    } catch (IOException e) {
      errors.println("no backup was written: " + e.getMessage());
      return FAULT;
    }
  }
}
