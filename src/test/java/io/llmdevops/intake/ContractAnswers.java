package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** Holds every answer against the contract. */
final class ContractAnswers {

  private static final String PROBLEM = "application/problem+json";

  private final ApiContract contract;
  private final ResponseValidator validator;

  ContractAnswers(Vertx vertx, ApiContract contract) {
    this.contract = contract;
    this.validator = ResponseValidator.create(vertx, contract.routes());
  }

  void check(HttpResponse<String> answer) {
    var request = answer.request();
    var type = answer.headers().firstValue("Content-Type").orElseThrow();
    if (answer.statusCode() >= 400) {
      assertThat(type).isEqualTo(PROBLEM);
      checkProblem(answer);
    }
    var operation =
        contract
            .routes()
            .findOperation(request.uri().getPath(), HttpMethod.valueOf(request.method()));
    if (operation != null) {
      check(answer, operation.getOperationId(), type);
    }
  }

  private void check(HttpResponse<String> answer, String operation, String type) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    // The library puts what it takes for text between quotes, and reads that as JSON.
    answer
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, values.get(0).replace("\"", "\\\"")));
    var response =
        ValidatableResponse.create(
            answer.statusCode(), headers, Buffer.buffer(answer.body()), known(type));
    assertThatCode(() -> RunningIntake.await(validator.validate(response, operation)))
        .as("%s: %s", operation, answer.body())
        .doesNotThrowAnyException();
  }

  private static String known(String type) {
    if (type.equals(PROBLEM)) {
      return ApiContract.PROBLEM_STAND_IN;
    }
    return type.startsWith("image/") ? ApiContract.BINARY : type;
  }

  private void checkProblem(HttpResponse<String> answer) {
    if (answer.request().method().equals("HEAD")) {
      return;
    }
    var problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("status")).isEqualTo(answer.statusCode());
    var schema =
        JsonSchema.of(
            new JsonObject(contract.published())
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem"));
    var result = contract.routes().getSchemaRepository().validator(schema).validate(problem);
    assertThat(result.getValid()).as(answer.body()).isTrue();
  }
}
