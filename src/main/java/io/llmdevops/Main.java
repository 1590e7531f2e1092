package io.llmdevops;

import io.llmdevops.command.BackupCommand;
import io.llmdevops.command.DemoCommand;
import io.llmdevops.command.DoctorCommand;
import io.llmdevops.command.HealthCommand;
import io.llmdevops.command.ServeCommand;
import io.llmdevops.config.LogConfig;
import io.llmdevops.config.Logging;
import io.llmdevops.config.Spelling;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Without a command it serves. */
@Command(
    name = "llm-devops-engine",
    description = "Takes task briefs over HTTP; has a model write, check and publish the app.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      HealthCommand.class,
      BackupCommand.class
    })
public final class Main implements Runnable {

  /** The version is the jar's. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {version == null ? "unpackaged" : version};
    }
  }

  @Override
  public void run() {
    System.exit(new ServeCommand().call());
  }

  public static void main(String[] arguments) {
    Spelling.ofTheSources();
    // Until the configuration says otherwise; a library's first words come before that.
    Logging.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO), List.of());
    if (arguments.length == 0) {
      // Setting up the command line takes longer than a start should wait.
      new Main().run();
    }
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
