package io.llmdevops.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Content;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  private static final byte[] BIG = new byte[3_000_000];

  @TempDir static Path data;
  private static HostingFixture hosting;

  @BeforeAll
  static void start() throws Exception {
    new Random(1).nextBytes(BIG);
    hosting = new HostingFixture(data);
    var files = new HashMap<String, Content>();
    files.put("index.html", Content.utf8("<h1>home</h1>"));
    files.put("about.html", Content.utf8("about"));
    files.put("docs/index.html", Content.utf8("docs"));
    files.put("empty/x.txt", Content.utf8(""));
    files.put("404.html", Content.utf8("not here, friend"));
    files.put("ü 中.txt", Content.utf8("päge"));
    files.put("a+b.csv", Content.utf8("1,2"));
    files.put("big.bin", Content.of(BIG));
    hosting.commit("site-1", files);
    hosting.commit("plain-1", Map.of("a.txt", Content.utf8("a")));
    hosting.commit("late-1", Map.of("index.html", Content.utf8("late")));
  }

  @AfterAll
  static void stop() throws Exception {
    hosting.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/site-1/, <h1>home</h1>, text/html; charset=utf-8",
    "/site-1/?id=7, <h1>home</h1>, text/html; charset=utf-8",
    "/site-1/index.html, <h1>home</h1>, text/html; charset=utf-8",
    "/site-1/about, about, text/html; charset=utf-8",
    "/site-1/docs/, docs, text/html; charset=utf-8",
    "/site-1/%C3%BC%20%E4%B8%AD.txt, päge, text/plain; charset=utf-8",
    "'/site-1/a+b.csv', '1,2', text/csv; charset=utf-8"
  })
  void servesFilesAsGitHubPagesDoes(String path, String body, String type) throws Exception {
    var response = hosting.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo(body);
    assertThat(header(response, "content-type")).isEqualTo(type);
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @CsvSource({
    "/site-1, /site-1/",
    "/site-1?a=b, /site-1/?a=b",
    "/site-1/docs, /site-1/docs/",
    "/site-1/empty, /site-1/empty/"
  })
  void redirectsToAFoldersSlash(String path, String location) throws Exception {
    var response = hosting.get(path);

    assertThat(response.statusCode()).isEqualTo(301);
    assertThat(header(response, "location")).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/site-1/nothing", "/site-1/empty/", "/site-1/docs/x", "/site-1//a"})
  void answersWithTheSitesOwnPageWhereThereIsNothing(String path) throws Exception {
    var response = hosting.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("not here, friend");
    assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/unknown", "/unknown/", "/plain-1/", "/plain-1/x", "/site-1.git/"})
  void saysThatThereIsNothing(String path) throws Exception {
    var response = hosting.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("There is no page here.\n");
  }

  @Test
  void sendsHeadersOnlyWhereOnlyTheyAreAskedFor() throws Exception {
    var response = hosting.send("HEAD", "/site-1/big.bin");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-length")).isEqualTo("3000000");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void canOnlyBeRead(String method) throws Exception {
    var response = hosting.send(method, "/site-1/");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void sendsNothingAgainThatIsKnown() throws Exception {
    var etag = header(hosting.get("/late-1/"), "etag");

    var again = hosting.get("/late-1/", "If-None-Match", "\"x\", W/" + etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "etag")).isEqualTo(etag);

    hosting.commit("late-1", Map.of("index.html", Content.utf8("later")));
    var changed = hosting.get("/late-1/", "If-None-Match", etag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(text(changed)).isEqualTo("later");
  }

  @Test
  void sendsLargeFilesByteForByte() throws Exception {
    assertThat(hosting.get("/site-1/big.bin").body()).isEqualTo(BIG);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, <h1>, bytes 0-3/13",
    "bytes=4-, 206, home</h1>, bytes 4-12/13",
    "bytes=-5, 206, </h1>, bytes 8-12/13",
    "bytes=-99, 206, <h1>home</h1>, bytes 0-12/13",
    "bytes=4-99, 206, home</h1>, bytes 4-12/13",
    "bytes=13-, 416, '', bytes */13",
    "bytes=5-4, 416, '', bytes */13",
    "'bytes=0-1,3-4', 200, <h1>home</h1>, ",
    "lines=1-2, 200, <h1>home</h1>, "
  })
  void sendsAPart(String range, int status, String body, String contentRange) throws Exception {
    var response = hosting.get("/site-1/index.html", "Range", range);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(text(response)).isEqualTo(body);
    assertThat(header(response, "content-range")).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/site-1/../late-1/",
        "/site-1/..%2flate-1/",
        "/site-1/%2e%2e/late-1/index.html",
        "/site-1/%252e%252e/late-1/index.html",
        "/site-1/..\\late-1\\index.html",
        "/site-1/%5c..%5clate-1/index.html",
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/site-1/a%00.html",
        "/site-1/.git/config",
        "/site-1/.GiT/HEAD",
        "/site-1.git/HEAD",
        "/.new/x",
        "/.git/HEAD",
        "/git/../site-1/",
        "/git/site-1.git/HEAD",
        "/git/site-1.git/config",
        "/git/site-1.git/objects/info/packs",
        "/git/site-1.git/../../engine.db",
        "/git/..%2f..%2fengine.db",
        "/git/",
        "/git",
        "/git/site-1.git",
        "/git/site-1/info/refs?service=git-upload-pack",
        "/git/.new.git/info/refs?service=git-upload-pack",
        "/git/unknown-1.git/info/refs?service=git-upload-pack",
        "/git/site-1.git/info/refs",
        "/%",
        "relative",
        "http://127.0.0.1/site-1/../late-1/"
      })
  void refusesEveryWayOut(String target) throws Exception {
    assertThat(hosting.statusOfRaw(target)).matches("HTTP/1\\.[01] 4\\d\\d .*");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
