package io.llmdevops.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The HTTP contract, {@code openapi.yaml}.
 *
 * @param routes what the server is built from
 * @param published what clients get, as JSON
 */
record ApiContract(OpenAPIContract routes, Buffer published) {

  private static final String RESOURCE = "/openapi.yaml";
  private static final String PROBLEM = "application/problem+json";

  /** JSON to the library as well, while it knows the real media type as little as others do. */
  static final String PROBLEM_STAND_IN = "application/vnd.problem+json";

  /** Likewise for pictures of any kind. */
  static final String BINARY = MediaType.APPLICATION_OCTET_STREAM;

  /** Takes about half a second of a cold start, on worker threads. */
  static Future<ApiContract> load(Vertx vertx) {
    return vertx
        .executeBlocking(ApiContract::read, false)
        .compose(
            json ->
                OpenAPIContract.from(vertx, forLibrary(json))
                    .map(routes -> new ApiContract(routes, json.toBuffer())));
  }

  private static JsonObject read() throws IOException {
    try (InputStream in = ApiContract.class.getResourceAsStream(RESOURCE)) {
      Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return new JsonObject(yaml);
    }
  }

  private static JsonObject forLibrary(JsonObject json) {
    return new JsonObject(
        json.encode().replace(PROBLEM, PROBLEM_STAND_IN).replaceAll("image/\\w+", BINARY));
  }
}
