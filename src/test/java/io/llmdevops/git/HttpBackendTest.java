package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class HttpBackendTest {

  @TempDir Path folder;
  private final List<String> pushes = new CopyOnWriteArrayList<>();
  private HttpBackend backend;
  private HttpServer server;
  private GitCommand git;

  @BeforeEach
  void serve(Vertx vertx) throws Exception {
    backend = new HttpBackend(vertx, folder.resolve("root"));
    backend.create("person/site");
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  if (HttpBackend.isPush(request)) {
                    pushes.add(request.method().name());
                  }
                  backend.handle(request, request.path());
                })
            .listen(0, "127.0.0.1")
            .await();
    git = new GitCommand(Files.createDirectories(folder.resolve("clone")));
    git.run("init", "-q", "-b", "main");
    git.run("remote", "add", "origin", url("person/site.git"));
  }

  @AfterEach
  void stop() {
    server.close().await();
  }

  @Test
  void servesTheStockClient() throws Exception {
    var bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Files.write(git.folder().resolve("big.bin"), bytes);
    git.run("add", ".");
    git.run("commit", "-qm", "One");
    git.run("push", "-q", "origin", "main");
    new GitCommand(folder).run("clone", "-q", url("person/site"), "again");

    assertThat(folder.resolve("again/big.bin")).hasBinaryContent(bytes);
    assertThat(pushes).contains("GET", "POST");
  }

  @Test
  void declinesAPushInWordsOfItsOwn() throws Exception {
    git.run("commit", "--allow-empty", "-qm", "One");
    backend.decline("person/site", "push declined due to rules", "error: GH013: no", "- a: b:1");

    var declined = git.tryRun("push", "origin", "main");
    assertThat(declined.exit()).isNotZero();
    assertThat(declined.output())
        .containsPattern("remote: error: GH013: no *\n")
        .containsPattern("remote: - a: b:1 *\n")
        .contains("! [remote rejected] main -> main (push declined due to rules)");

    backend.accept("person/site");
    git.run("push", "-q", "origin", "main");
  }

  @Test
  void knowsNoRepositoryThatWasNotCreated() throws Exception {
    assertThat(git.tryRun("ls-remote", url("person/other.git")).output()).contains("not found");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + "/" + path;
  }
}
