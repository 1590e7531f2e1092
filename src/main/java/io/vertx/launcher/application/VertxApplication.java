package io.vertx.launcher.application;

import io.llmdevops.MainVerticle;
import io.llmdevops.config.LogConfig;
import io.llmdevops.config.Logging;
import io.llmdevops.config.Spelling;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.launcher.application.impl.CommandExceptionHandler;
import io.vertx.launcher.application.impl.VertxApplicationCommand;
import java.util.List;
import picocli.CommandLine;

/**
 * The entry of Vert.x's application launcher, under its own name, for this jar. The one it stands
 * for takes the main verticle from the manifest only where it is itself the main class there, which
 * is ours; all else is the launcher's.
 */
public class VertxApplication {

  public static void main(String[] arguments) {
    Spelling.ofTheSources();
    // Until the configuration says otherwise.
    Logging.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO), List.of());
    var exit = commandLine().execute(arguments);
    if (exit != CommandLine.ExitCode.OK) {
      System.exit(exit);
    }
  }

  private static CommandLine commandLine() {
    var log = LoggerFactory.getLogger(VertxApplication.class);
    var launcher =
        new VertxApplicationCommand(new VertxApplication(), VertxApplicationHooks.DEFAULT, log);
    return new CommandLine(launcher)
        .setOptionsCaseInsensitive(true)
        .setExecutionExceptionHandler(new CommandExceptionHandler())
        .setDefaultValueProvider(
            argument -> argument.isPositional() ? MainVerticle.class.getName() : null);
  }
}
