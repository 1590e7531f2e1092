package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest extends LoadingConfig {

  private PostgresConfig postgres(String url) throws TimeoutException {
    return config(Map.of("DATABASE_URL", url)).store().postgres().orElseThrow();
  }

  @Test
  void readsEveryPartOfTheAddress() throws TimeoutException {
    assertThat(
            postgres(
                "postgresql://engine:changeme@my_db:6432/tasks?sslmode=require&options=-c%20x"))
        .isEqualTo(
            new PostgresConfig(
                "my_db",
                6432,
                "tasks",
                Optional.of("engine"),
                Optional.of(new Secret("changeme")),
                Map.of("sslmode", "require", "options", "-c x"),
                8));
  }

  @Test
  void mostPartsMayBeLeftOut() throws TimeoutException {
    assertThat(postgres("postgres://[::1]/tasks"))
        .isEqualTo(
            new PostgresConfig(
                "[::1]", 5432, "tasks", Optional.empty(), Optional.empty(), Map.of(), 8));
  }

  @ParameterizedTest
  @CsvSource({"p%40ss%3Aw%2Fo%25d, p@ss:w/o%d", "a+b, a+b", "%C3%BC, ü", "a:b, a:b"})
  void aPasswordIsPercentEncoded(String spelled, String meant) throws TimeoutException {
    assertThat(postgres("postgresql://engine:" + spelled + "@db/tasks").password())
        .contains(new Secret(meant));
  }

  @Test
  void thePasswordIsASecretOfTheEngine() throws TimeoutException {
    var config = config(Map.of("SECRET", "s", "DATABASE_URL", "postgresql://e:changeme@db/tasks"));
    assertThat(config.secrets()).containsExactlyInAnyOrder(new Secret("s"), new Secret("changeme"));
    assertThat(config.toString()).doesNotContain("changeme");
  }

  @Test
  void anAddressMayComeFromAFile() throws Exception {
    file("url", "postgresql://e:changeme@db/tasks\n");
    var path = directory.resolve("url").toString();
    assertThat(config(Map.of("DATABASE_URL_FILE", path)).store().postgres()).isPresent();
  }

  @Test
  void readsHowManyConnectionsThisNodeMayHave() throws TimeoutException {
    var config =
        config(Map.of("DATABASE_URL", "postgresql://db/tasks", "DATABASE_CONNECTIONS", "3"));
    assertThat(config.store().postgres().orElseThrow().connections()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://e:changeme@db/tasks",
        "jdbc:postgresql://e:changeme@db/tasks",
        "postgresql://e:changeme#changeme@db/tasks",
        "postgresql://e@e:changeme@db/tasks",
        "postgresql://e:changeme@db1,db2/tasks",
        "postgresql://e:changeme@db/tasks/more",
        "postgresql://e:changeme@db/tasks#part",
        "postgresql://e:changeme@db:port/tasks",
        "changeme",
      })
  void whatIsNoSuchAddressIsAFaultThatShowsNothingOfIt(String url) {
    assertThat(faults(Map.of("DATABASE_URL", url)))
        .singleElement()
        .asString()
        .startsWith("DATABASE_URL (environment): must be postgresql://user:password@host:port/")
        .doesNotContain("changeme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://e:changeme@/tasks | must name a host and a database",
        "postgresql://e:changeme@db | must name a host and a database",
        "postgresql://e:changeme@db/ | must name a host and a database",
        "postgresql://e:changeme@db:0/tasks | must have a port from 1 to 65535",
        "postgresql://e:changeme@db:65536/tasks | must have a port from 1 to 65535",
        "postgresql://e:changeme%@db/tasks | has a % that is not followed by two hexadecimal digits",
        "postgresql://db/tasks?password=changeme | must name user and password before the host, not as"
            + " parameters",
        "postgresql://db/tasks?sslPassword=changeme | must name user and password before the host, not"
            + " as parameters",
      })
  void saysWhatIsWrongWithAnAddress(String url, String fault) {
    assertThat(faults(Map.of("DATABASE_URL", url)))
        .containsExactly("DATABASE_URL (environment): " + fault);
  }
}
