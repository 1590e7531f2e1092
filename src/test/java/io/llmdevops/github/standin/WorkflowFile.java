package io.llmdevops.github.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A workflow as far as the stand-in plays it.
 *
 * @param jobs the steps of each job by its name; empty for a file that cannot be read
 */
record WorkflowFile(String path, String name, boolean onPush, Map<String, List<Step>> jobs) {

  /** What GitHub runs by itself for each build of a branch. */
  static final WorkflowFile OF_A_BRANCH =
      new WorkflowFile(
          "dynamic/pages/pages-build-deployment",
          "pages build and deployment",
          false,
          Map.of(
              "build",
              List.of(new Step("Build with Jekyll", "actions/jekyll-build-pages@v1")),
              "deploy",
              List.of(new Step("Deploy to GitHub Pages", "actions/deploy-pages@v4"))));

  /** One step. */
  record Step(String name, String uses) {
    boolean deploys() {
      return uses.startsWith("actions/deploy-pages@");
    }
  }

  static WorkflowFile read(String path, String text) {
    try {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      if (document instanceof Map<?, ?> map) {
        return read(path, map);
      }
    } catch (YAMLException e) {
      // GitHub shows such a file as a run that has failed.
      return new WorkflowFile(path, path, true, Map.of());
    }
    return new WorkflowFile(path, path, true, Map.of());
  }

  private static WorkflowFile read(String path, Map<?, ?> document) {
    var name = document.get("name") == null ? path : document.get("name").toString();
    // YAML 1.1 takes the word for a truth value.
    var on = document.containsKey("on") ? document.get("on") : document.get(Boolean.TRUE);
    var jobs = new LinkedHashMap<String, List<Step>>();
    if (document.get("jobs") instanceof Map<?, ?> all) {
      all.forEach((job, body) -> jobs.put(job.toString(), steps(body)));
    }
    return new WorkflowFile(path, name, names(on).contains("push"), jobs);
  }

  private static Collection<?> names(Object on) {
    if (on instanceof Map<?, ?> map) {
      return map.keySet();
    }
    return on instanceof Collection<?> list ? list : List.of(String.valueOf(on));
  }

  private static List<Step> steps(Object job) {
    var steps = new ArrayList<Step>();
    if (job instanceof Map<?, ?> map && map.get("steps") instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof Map<?, ?> step) {
          steps.add(step(step));
        }
      }
    }
    return steps;
  }

  private static Step step(Map<?, ?> step) {
    var uses = step.get("uses") == null ? "" : step.get("uses").toString();
    var run =
        step.get("run") == null ? "" : step.get("run").toString().lines().findFirst().orElse("");
    var name = step.get("name") == null ? "Run " + (uses.isEmpty() ? run : uses) : step.get("name");
    return new Step(name.toString(), uses);
  }
}
