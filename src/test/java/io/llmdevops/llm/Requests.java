package io.llmdevops.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Check;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests and situations for tests. */
final class Requests {

  static final String EMAIL = "somebody@example.org";
  static final String NONCE = "nonce-of-this-request";
  static final String CALLBACK = "https://callback.example.net/evaluation";
  static final CommitRef HEAD = new CommitRef("app", "a".repeat(40));

  private Requests() {}

  static TaskRequest of(int round, String brief, Attachment... attachments) {
    return new TaskRequest(
        EMAIL,
        "name-of-this-task",
        round,
        NONCE,
        brief,
        List.of(new Check.Statement("It works"), new Check.Script("1 < 2", Optional.of("?a=b"))),
        CALLBACK,
        List.of(attachments));
  }

  static Attachment attachment(String name, String mediaType, String text) {
    return new Attachment(name, mediaType, Content.utf8(text));
  }

  static Situation first(TaskRequest request) {
    return new Situation(request, 1, Optional.empty(), FileTree.EMPTY, Optional.empty(), List.of());
  }

  static Situation on(FileTree head, TaskRequest request) {
    return new Situation(request, 1, Optional.of(HEAD), head, Optional.empty(), List.of());
  }

  static FileTree files(Map<String, String> texts) {
    var files = new java.util.TreeMap<String, Content>();
    texts.forEach((path, text) -> files.put(path, Content.utf8(text)));
    return new FileTree(files);
  }

  /** One of the sample requests. */
  static TaskRequest sample(String name) {
    try (var in = Requests.class.getResourceAsStream(name + ".json")) {
      var json = new ObjectMapper().readTree(in);
      var attachments = new ArrayList<Attachment>();
      json.path("attachments").forEach(each -> attachments.add(attachment(each)));
      var checks = new ArrayList<Check>();
      json.path("checks").forEach(each -> checks.add(check(each)));
      return new TaskRequest(
          json.path("email").asText(),
          json.path("task").asText(),
          json.path("round").asInt(),
          json.path("nonce").asText(),
          json.path("brief").asText(),
          checks,
          json.path("evaluation_url").asText(),
          attachments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Check check(JsonNode json) {
    var text = json.isTextual() ? json.asText() : "js:" + json.path("js").asText();
    return text.startsWith("js:")
        ? new Check.Script(text.substring(3).strip(), Optional.empty())
        : new Check.Statement(text);
  }

  private static Attachment attachment(JsonNode json) {
    var url = json.path("url").asText().substring("data:".length());
    var head = url.substring(0, url.indexOf(','));
    var body = url.substring(url.indexOf(',') + 1);
    var bytes =
        head.endsWith(";base64")
            ? Base64.getDecoder().decode(body)
            : URLDecoder.decode(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return new Attachment(
        json.path("name").asText(), head.replaceAll(";.*", ""), Content.of(bytes));
  }
}
