package io.llmdevops.check.browser.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedSiteTest {

  private static final byte[] BIG = new byte[3_000_000];

  private static Neighbourhood neighbourhood;
  private static Guard guard;
  private static Guard bare;
  private static HttpClient client;
  private static String origin;

  @BeforeAll
  static void open() throws TimeoutException {
    new Random(1).nextBytes(BIG);
    neighbourhood = new Neighbourhood();
    var files = new HashMap<String, Content>();
    files.put("index.html", Content.utf8("<h1>home</h1>"));
    files.put("about.html", Content.utf8("about"));
    files.put("docs/index.html", Content.utf8("docs"));
    files.put("both.html", Content.utf8("the file"));
    files.put("both/index.html", Content.utf8("the folder"));
    files.put("empty/x.txt", Content.utf8(""));
    files.put("empty-2/x.txt", Content.utf8("2"));
    files.put("404.html", Content.utf8("not here, friend"));
    files.put("ü 中.txt", Content.utf8("päge"));
    files.put("a+b.csv", Content.utf8("1,2"));
    files.put(".nojekyll", Content.utf8(""));
    files.put(".well-known/x.json", Content.utf8("{}"));
    files.put("LICENSE", Content.utf8("MIT"));
    files.put("big.bin", Content.of(BIG));
    guard = neighbourhood.open(FileTree.of(files));
    bare = neighbourhood.open(Map.of("a.txt", "a"));
    client = through(guard);
    origin = guard.site().substring(0, guard.site().indexOf("/" + Neighbourhood.FOLDER));
  }

  @AfterAll
  static void close() throws TimeoutException {
    neighbourhood.close();
  }

  @Test
  void liesUnderItsFolderOfAnOriginOfItsOwn() {
    assertThat(guard.site()).matches("http://site-[0-9a-f]{32}\\.localhost/my-site/");
    assertThat(bare.site()).isNotEqualTo(guard.site());
    assertThat(bare.port()).isNotEqualTo(guard.port());
  }

  @ParameterizedTest
  @CsvSource({
    "/my-site/, <h1>home</h1>, text/html; charset=utf-8",
    "/my-site/?id=7, <h1>home</h1>, text/html; charset=utf-8",
    "/my-site/index.html, <h1>home</h1>, text/html; charset=utf-8",
    "/my-site/about, about, text/html; charset=utf-8",
    "/my-site/docs/?a=/b, docs, text/html; charset=utf-8",
    "/my-site/both, the file, text/html; charset=utf-8",
    "/my-site/both/, the folder, text/html; charset=utf-8",
    "/my-site/%C3%BC%20%E4%B8%AD.txt, päge, text/plain; charset=utf-8",
    "'/my-site/a+b.csv', '1,2', text/csv; charset=utf-8",
    "/my-site/.nojekyll, '', application/octet-stream",
    "/my-site/.well-known/x.json, {}, application/json; charset=utf-8",
    "/my-site/LICENSE, MIT, application/octet-stream"
  })
  void servesFilesAsGitHubPagesDoes(String path, String body, String type) throws Exception {
    var response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo(body);
    assertThat(header(response, "content-type")).isEqualTo(type);
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    assertThat(header(response, "cache-control")).isEqualTo("max-age=600");
  }

  @ParameterizedTest
  @CsvSource({
    "/my-site, /my-site/",
    "/my-site?a=b, /my-site/?a=b",
    "/my-site/docs, /my-site/docs/",
    "/my-site/docs?to=/x/, /my-site/docs/?to=/x/",
    "/my-site/empty, /my-site/empty/"
  })
  void redirectsToAFoldersSlash(String path, String location) throws Exception {
    var response = get(path);

    assertThat(response.statusCode()).isEqualTo(301);
    assertThat(header(response, "location")).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/my-site/nothing",
        "/my-site/empty/",
        "/my-site/docs/x",
        "/my-site//a",
        "/my-site/Index.html",
        "/my-site/about/",
        "/my-site/about.html/",
        "/my-site/empt"
      })
  void answersWithTheSitesOwnPageWhereThereIsNothing(String path) throws Exception {
    var response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("not here, friend");
    assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/favicon.ico", "/my-site.html", "/My-site/", "/other/index.html"})
  void knowsNothingBesideTheSite(String path) throws Exception {
    var response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("There is no page here.\n");
  }

  @Test
  void saysThatThereIsNothingWhereTheSiteHasNoPageForThat() throws Exception {
    var response =
        through(bare)
            .send(HttpRequest.newBuilder(URI.create(bare.site())).build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("There is no page here.\n");
  }

  @Test
  void sendsHeadersOnlyWhereOnlyTheyAreAskedFor() throws Exception {
    var response = send("HEAD", "/my-site/big.bin");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-length")).isEqualTo("3000000");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void canOnlyBeRead(String method) throws Exception {
    var response = send(method, "/my-site/");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, <h1>, bytes 0-3/13",
    "bytes=-5, 206, </h1>, bytes 8-12/13",
    "bytes=13-, 416, '', bytes */13",
    "'bytes=0-1,3-4', 200, <h1>home</h1>, "
  })
  void sendsAPart(String range, int status, String body, String contentRange) throws Exception {
    var request = request("/my-site/index.html").header("Range", range).build();
    var response = client.send(request, BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(text(response)).isEqualTo(body);
    assertThat(header(response, "content-range")).isEqualTo(contentRange);
  }

  @Test
  void sendsLargeFilesToManyAtOnceByteForByte() {
    var answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    client.sendAsync(
                        request("/my-site/big.bin").build(), BodyHandlers.ofByteArray()))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(BIG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/my-site/../x",
        "/my-site/..%2fx",
        "/my-site/%2e%2e/x/index.html",
        "/my-site/%252e%252e/x",
        "/my-site/..\\x",
        "/../../etc/passwd",
        "//etc/passwd",
        "/my-site/a%00.html",
        "/my-site/.git/config",
        "/my-site/.GiT/HEAD",
        "/%"
      })
  void refusesEveryWayOut(String path) throws Exception {
    var status = Wire.status(guard, "GET " + origin + path + " HTTP/1.1", host());

    assertThat(status).matches("HTTP/1\\.1 40[04] .*");
  }

  @Test
  void takesTheRootWithoutItsSlash() throws Exception {
    assertThat(Wire.status(guard, "GET " + origin + " HTTP/1.1", host()))
        .isEqualTo("HTTP/1.1 404 Not Found");
    assertThat(Wire.status(guard, "GET " + origin + "?x HTTP/1.1", host()))
        .isEqualTo("HTTP/1.1 404 Not Found");
  }

  @Test
  void servesOneAfterTheOtherOnOneConnection() throws Exception {
    try (var wire = new Wire(guard)) {
      for (var i = 0; i < 3; i++) {
        var head = wire.send("GET " + guard.site() + " HTTP/1.1", host()).head();
        assertThat(head).startsWith("HTTP/1.1 200 OK");
        assertThat(wire.read(13)).isEqualTo("<h1>home</h1>");
      }
    }
  }

  @Test
  void tellsNothingOfItself() throws Exception {
    try (var wire = new Wire(guard)) {
      var head = wire.send("GET " + guard.site() + " HTTP/1.1", host()).head();

      assertThat(head.lines().map(line -> line.split(":")[0]))
          .containsExactlyInAnyOrder(
              "HTTP/1.1 200 OK",
              "access-control-allow-origin",
              "content-type",
              "cache-control",
              "accept-ranges",
              "content-length");
    }
  }

  private static HttpClient through(Guard guard) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", guard.port())))
        .build();
  }

  private static String host() {
    return "Host: " + URI.create(guard.site()).getHost();
  }

  private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> send(String method, String path)
      throws IOException, InterruptedException {
    var body =
        List.of("POST", "PUT").contains(method)
            ? BodyPublishers.ofString("x")
            : BodyPublishers.noBody();
    return client.send(request(path).method(method, body).build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
