package io.llmdevops.github.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.RefusedException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com, https://github.com/o/r.git",
    "https://API.github.com, https://GitHub.com/o/r.git",
    "https://github.example.com/api/v3, https://github.example.com/o/r.git",
    "https://api.octocorp.ghe.com, https://octocorp.ghe.com/o/r.git",
    "https://ghes.example:8443/api/v3, https://ghes.example/o/r.git",
    "http://ghes.example/api/v3, https://ghes.example/o/r.git",
    "http://127.0.0.1:4000, http://localhost:4001/o/r.git",
    "http://localhost:4000, http://[::1]:4001/o/r.git",
  })
  void takesCloneUrlsOfWhereTheApiIs(String api, String cloneUrl) {
    assertThat(place(api, cloneUrl).cloneUrl()).isEqualTo(URI.create(cloneUrl));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com, https://evil.example/o/r.git, evil.example",
    "https://api.github.com, https://github.com.evil.example/o/r.git, github.com.evil.example",
    "https://api.github.com, http://github.com/o/r.git, http while",
    "https://api.github.com, https://x:y@github.com/o/r.git, credentials",
    "https://api.github.com, https://x@github.com/o/r.git, credentials",
    "https://api.github.com, ssh://github.com/o/r.git, ssh",
    "https://api.github.com, git@github.com:o/r.git, no URL",
    "https://api.github.com, file:///etc/passwd, no URL with a host",
    "https://api.github.com, https://localhost/o/r.git, localhost",
    "http://127.0.0.1:4000, http://127.0.0.1.evil.example/o/r.git, 127.0.0.1.evil.example",
  })
  void sendsTheTokenNowhereElse(String api, String cloneUrl, String told) {
    assertThatThrownBy(() -> place(api, cloneUrl))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("GITHUB_API_URL")
        .hasMessageNotContaining("x:y");
  }

  @Test
  void refusesAnAnswerWithoutAddresses() {
    var api = URI.create("https://proxy.example");

    assertThatThrownBy(() -> Place.of("r", new JsonObject(), api))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("GITHUB_API_URL");
  }

  @Test
  void isReadAsItWasNoted() {
    var place = place("https://api.github.com", "https://github.com/o/r.git");

    assertThat(Place.of(place.toJson(), URI.create("https://api.github.com"))).isEqualTo(place);
  }

  private static Place place(String api, String cloneUrl) {
    var answered =
        new JsonObject().put("html_url", "https://github.com/o/r").put("clone_url", cloneUrl);
    return Place.of("r", answered, URI.create(api));
  }
}
