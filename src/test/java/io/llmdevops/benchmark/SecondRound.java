package io.llmdevops.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** What a small change to a large app takes: tokens follow the change, not the app. */
final class SecondRound implements Section {

  private static final int SCRIPTS = 10;
  private static final int CHARACTERS = 30_000;
  private static final int PIECE = 4_000;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var app = WrittenApp.ofScripts(SCRIPTS, CHARACTERS);
    var change = WrittenApp.changingOneLine();
    try (var evaluator = new Evaluator(place.vertx());
        var model =
            new StandInModel(
                place.vertx(),
                question -> question.encode().contains("const value_3_7") ? change : app,
                PIECE,
                0,
                1);
        var engine =
            EngineProcess.start(
                place,
                place.folder(),
                new JsonObject()
                    .put("llm_base_url", model.url())
                    .put("llm_context_tokens", 1_000_000)
                    .put("llm_max_output_tokens", 100_000));
        var client = new Client(place.vertx(), engine.port(), 1)) {
      var first = usage(client, evaluator, 1);
      var second = usage(client, evaluator, 2);
      var written = first.getLong("output_tokens");
      var changed = second.getLong("output_tokens");
      var measured =
          String.format(
              Locale.ROOT,
              "%d kB app: round 1 wrote %d tokens, a change of one line %d (1 : %d) in %d call;"
                  + " prompt %d tokens",
              app.length() / 1_000,
              written,
              changed,
              written / changed,
              second.getInteger("calls"),
              second.getLong("input_tokens"));
      return List.of(
          new Figure(
              "round 2 of a 300 kB app",
              measured,
              "by the change",
              changed < written / 100 && second.getInteger("calls") == 1,
              List.of("asked " + model.asked().size() + " times")));
    }
  }

  private static JsonObject usage(Client client, Evaluator evaluator, int round)
      throws TimeoutException {
    var nonce = "round-" + round;
    var body =
        new JsonObject()
            .put("email", "benchmark@example.com")
            .put("secret", EngineProcess.SECRET)
            .put("task", "large")
            .put("round", round)
            .put("nonce", nonce)
            .put("brief", round == 1 ? "Write the scripts." : "Compute seventy in part 3.")
            .put("checks", new JsonArray())
            .put("evaluation_url", evaluator.url());
    return Workplace.await(
        client.onLoop(
            () ->
                client
                    .post(body.toBuffer())
                    .compose(
                        posted ->
                            evaluator
                                .arrivalOf(nonce)
                                .compose(arrived -> client.status(posted.getString("id"))))
                    .map(task -> task.getJsonObject("usage"))));
  }
}
