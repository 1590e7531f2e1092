package io.llmdevops.github.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A schema of the description, made one of JSON Schema's: OpenAPI 3.0 says {@code nullable} where
 * that has a type of its own. What it does not list is not allowed, unless it says so.
 */
final class ApiSchema {

  private static final String COMPONENTS = "#/components/schemas/";
  private static final Set<String> LISTS = Set.of("oneOf", "anyOf", "allOf");
  private static final Set<String> KEPT =
      Set.of(
          "type",
          "format",
          "enum",
          "required",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems");

  private final JsonObject components;
  private final Set<String> used = new LinkedHashSet<>();

  private ApiSchema(JsonObject components) {
    this.components = components;
  }

  /**
   * @param components all schemas of the description, by name
   */
  static Validator validator(JsonObject schema, JsonObject components) {
    var made = new ApiSchema(components);
    var root = made.schema(schema);
    var definitions = new JsonObject();
    for (var next = made.missing(definitions); next.isPresent(); next = made.missing(definitions)) {
      definitions.put(next.get(), made.schema(components.getJsonObject(next.get())));
    }
    return Validator.create(
        JsonSchema.of(root.put("definitions", definitions)),
        new JsonSchemaOptions()
            .setBaseUri("https://api.github.invalid")
            .setDraft(Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Basic));
  }

  /** What is wrong with a value; empty where it fits. */
  static Optional<String> fault(Validator validator, Object value) {
    var result = validator.validate(value);
    if (result.getValid()) {
      return Optional.empty();
    }
    var errors = result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors();
    return Optional.of(
        errors.stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError())
            .distinct()
            .limit(8)
            .toList()
            .toString());
  }

  private Optional<String> missing(JsonObject definitions) {
    return used.stream().filter(name -> !definitions.containsKey(name)).findFirst();
  }

  private JsonObject schema(JsonObject given) {
    if (given.containsKey("$ref")) {
      var name = given.getString("$ref").substring(COMPONENTS.length());
      used.add(name);
      return orNull(given, new JsonObject().put("$ref", "#/definitions/" + name));
    }
    var made = new JsonObject();
    for (var keyword : given.fieldNames()) {
      var value = given.getValue(keyword);
      if (KEPT.contains(keyword)) {
        made.put(keyword, value);
      } else if (LISTS.contains(keyword)) {
        made.put(keyword, schemas((JsonArray) value));
      } else if (keyword.equals("items") || keyword.equals("not")) {
        made.put(keyword, schema((JsonObject) value));
      } else if (keyword.equals("properties")) {
        made.put(keyword, properties((JsonObject) value));
      } else if (keyword.equals("additionalProperties")) {
        made.put(keyword, value instanceof JsonObject object ? schema(object) : value);
      }
    }
    closed(made);
    return orNull(given, made);
  }

  /** Only where all properties stand in one place. */
  private static void closed(JsonObject made) {
    var isWhole = made.containsKey("properties") && !made.containsKey("allOf");
    if (isWhole && !made.containsKey("additionalProperties")) {
      made.put("additionalProperties", false);
    }
  }

  private JsonArray schemas(JsonArray given) {
    var made = new JsonArray();
    given.forEach(each -> made.add(schema((JsonObject) each)));
    return made;
  }

  private JsonObject properties(JsonObject given) {
    var made = new JsonObject();
    given.forEach(each -> made.put(each.getKey(), schema((JsonObject) each.getValue())));
    return made;
  }

  private static JsonObject orNull(JsonObject given, JsonObject made) {
    if (!given.getBoolean("nullable", false)) {
      return made;
    }
    var none = new JsonObject().put("type", "null");
    return new JsonObject().put("anyOf", new JsonArray().add(none).add(made));
  }
}
