package io.llmdevops.store;

import io.llmdevops.Machine;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on the loopback interface, with the programs of this machine, in a folder and
 * at a port of its own. It never outlives this process, however that ends. As root, who may not run
 * it, it is run as the user {@code postgres}.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "engine";
  public static final String PASSWORD = "swordfish-for-tests";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String TEMPLATE = "engine_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /** The shell ends the server as soon as its own input ends, as it does with this process. */
  private static final String UNTIL_INPUT_ENDS =
      "\"$@\" & server=$!; (read end; kill -QUIT $server) <&3 & wait $server; kill $! 2>/dev/null";

  private static PostgresServer shared;

  private final Path folder;
  private final int port;
  private final boolean durable;
  private Process process;
  private boolean hasTemplate;

  private PostgresServer(Path folder, int port, boolean durable) {
    this.folder = folder;
    this.port = port;
    this.durable = durable;
  }

  /** The one that all tests of this process share, who neither stop nor close it. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = create();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "postgres-end"));
    }
    return shared;
  }

  /** Another one, started, for a test that stops it. Takes a second or two. */
  public static PostgresServer create() {
    return create(false);
  }

  /** One whose commits are on the disk, as an operator's are: for figures. */
  public static PostgresServer createDurable() {
    return create(true);
  }

  private static PostgresServer create(boolean durable) {
    try {
      var folder = Files.createTempDirectory("engine-postgres");
      own(folder);
      var server = new PostgresServer(folder, Machine.freePort(), durable);
      server.initialise();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void own(Path path) throws IOException {
    if (ROOT) {
      var users = path.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(path, users.lookupPrincipalByName("postgres"));
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void initialise() throws IOException {
    var password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    own(password);
    var arguments =
        "--no-sync --encoding=UTF8 --no-locale --auth=password --username=" + USER + " --pwfile=";
    var initdb = new ArrayList<>(asUser(program("initdb").toString()));
    initdb.addAll(List.of((arguments + password).split(" ")));
    initdb.addAll(List.of("--pgdata", data().toString()));
    var log = folder.resolve("initdb.log").toFile();
    var running =
        new ProcessBuilder(initdb)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (waitFor(running) != 0) {
      throw new AssertionError("initdb: " + Files.readString(log.toPath()));
    }
  }

  private static List<String> asUser(String program) {
    var su = List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--");
    return Stream.concat(ROOT ? su.stream() : Stream.of(), Stream.of(program)).toList();
  }

  private static Path program(String name) {
    return Stream.concat(inDebian(), onPath())
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    name
                        + " is neither in /usr/lib/postgresql/*/bin nor on the PATH: the tests"
                        + " need PostgreSQL (apt-get install postgresql)"));
  }

  private static Stream<Path> inDebian() {
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .sorted(Comparator.<Path>comparingInt(PostgresServer::version).reversed())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException none) {
      return Stream.of();
    }
  }

  private static int version(Path folder) {
    var name = folder.getFileName().toString();
    return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
  }

  private static Stream<Path> onPath() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(Path::of);
  }

  /** Starts it where it was before, on the same port, and waits until it takes connections. */
  public synchronized void start() {
    var postgres = new ArrayList<>(List.of("sh", "-c", "exec 3<&0; " + UNTIL_INPUT_ENDS, "sh"));
    postgres.addAll(asUser(program("postgres").toString()));
    postgres.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "200",
            "fsync", durable ? "on" : "off",
            "full_page_writes", durable ? "on" : "off",
            "shared_buffers", "32MB",
            "log_min_messages", "log")
        .forEach((name, value) -> postgres.addAll(List.of("-c", name + "=" + value)));
    try {
      process =
          new ProcessBuilder(postgres).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady(process);
  }

  private static void awaitReady(Process process) {
    var ready = new CompletableFuture<Void>();
    var reader = new Thread(() -> read(process, ready), "postgres-log");
    reader.setDaemon(true);
    reader.start();
    try {
      ready.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e);
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("PostgreSQL does not start", e);
    }
  }

  /** To the end, or else the server would stand still one day. */
  private static void read(Process process, CompletableFuture<Void> ready) {
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("ready to accept connections")) {
          ready.complete(null);
        }
        last.add(line);
        if (last.size() > 20) {
          last.remove();
        }
      }
    } catch (IOException closed) {
      last.add(closed.getMessage());
    }
    ready.completeExceptionally(
        new IllegalStateException("PostgreSQL has ended:\n" + String.join("\n", last)));
  }

  /** As an operator restarts it: who is connected is told, what is under way is rolled back. */
  public void restart() {
    stop();
    start();
  }

  /** As an operator stops it. */
  public void stop() {
    end("INT");
  }

  /** As after a power cut: whoever is connected is told nothing. */
  public void crash() {
    end("KILL");
  }

  /**
   * @param signal of which the server's manual says what it does ("Shutting Down the Server")
   */
  private synchronized void end(String signal) {
    if (process == null || !process.isAlive()) {
      return;
    }
    try {
      var server = Files.readAllLines(data().resolve("postmaster.pid")).get(0);
      // Those that serve a connection end a moment after a server that was killed, and nobody may
      // start it again before.
      var others =
          ProcessHandle.of(Long.parseLong(server)).stream()
              .flatMap(ProcessHandle::descendants)
              .map(ProcessHandle::onExit)
              .toArray(CompletableFuture<?>[]::new);
      waitFor(new ProcessBuilder("kill", "-" + signal, server).start());
      process.waitFor(30, TimeUnit.SECONDS);
      CompletableFuture.allOf(others).get(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static int waitFor(Process running) {
    try {
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new AssertionError("still running: " + running.info().commandLine().orElse("?"));
      }
      return running.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public int port() {
    return port;
  }

  /** An empty database of its own. */
  public String emptyDatabase() {
    var name = "test_" + DATABASES.incrementAndGet();
    execute("postgres", "create database " + name);
    return name;
  }

  /** A database with the engine's tables, for one test. */
  public synchronized String freshDatabase() {
    if (!hasTemplate) {
      execute("postgres", "create database " + TEMPLATE);
      new PostgresStart(new PostgresAddress(config(TEMPLATE, 1)), Duration.ZERO).run();
      hasTemplate = true;
    }
    var name = "test_" + DATABASES.incrementAndGet();
    execute("postgres", "create database " + name + " template " + TEMPLATE);
    return name;
  }

  /** As the engine is configured. */
  public PostgresConfig config(String database, int connections) {
    return config(port, database, connections);
  }

  /**
   * The same through another port.
   *
   * @param through the port of a proxy
   */
  public static PostgresConfig config(int through, String database, int connections) {
    return new PostgresConfig(
        "127.0.0.1",
        through,
        database,
        Optional.of(USER),
        Optional.of(new Secret(PASSWORD)),
        Map.of(),
        connections);
  }

  /** What {@code DATABASE_URL} is for that. */
  public String url(String database) {
    return url(port, database);
  }

  /** The same through another port. */
  public static String url(int through, String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, through, database);
  }

  /** A connection beside the engine's. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
  }

  /** Runs this beside the engine. */
  public void execute(String database, String sql) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Ends it at once and removes what it has stored. */
  @Override
  public void close() {
    end("QUIT");
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes same) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
