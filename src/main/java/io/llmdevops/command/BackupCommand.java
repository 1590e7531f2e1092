package io.llmdevops.command;

import io.llmdevops.config.StoreConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  @Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.")
  private Path file;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  @Override
  public Integer call() {
    return new BesideEngine("no backup was written")
        .run(loaded -> write(loaded.config().store(), file, force, System.out, System.err));
  }

  static int write(
      StoreConfig store, Path file, boolean force, PrintStream out, PrintStream errors) {
    if (store.postgres().isPresent()) {
      errors.println(
          "no backup was written: DATABASE_URL names a PostgreSQL database, which its own pg_dump"
              + " copies while it is used");
      return BesideEngine.FAULT;
    }
    try {
      var copied = new Backup(store).to(file, force);
      out.printf("%s: %d tasks, %d bytes, whole%n", file, copied.tasks(), copied.bytes());
      return 0;
    } catch (IOException e) {
      errors.println("no backup was written: " + e.getMessage());
      return BesideEngine.FAULT;
    }
  }
}
