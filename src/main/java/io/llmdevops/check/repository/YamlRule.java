package io.llmdevops.check.repository;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Every {@code .yaml} and {@code .yml} file is a stream of YAML documents. Only events are read:
 * nothing is built of them, so no tag names a class and no alias grows.
 */
final class YamlRule extends FormatRule {

  /** Bytes: the parser takes up to half a second for them, and what people write has thousands. */
  private static final int LARGEST = 500_000;

  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  YamlRule() {
    super(StandingCheck.YAML, "YAML", LARGEST);
  }

  @Override
  boolean isOne(String lowerCasePath) {
    return endsInOneOf(ENDINGS, lowerCasePath);
  }

  @Override
  Optional<Fault> fault(String path, Content content) {
    return content
        .text()
        .map(YamlRule::fault)
        .orElseGet(() -> Optional.of(Fault.of("it is not text in UTF-8")));
  }

  private static Optional<Fault> fault(String yaml) {
    var parser = new ParserImpl(new StreamReader(yaml), new LoaderOptions());
    var structure = new YamlStructure();
    try {
      Event event;
      do {
        event = parser.getEvent();
        var objection = structure.objection(event);
        if (objection.isPresent()) {
          var mark = event.getStartMark();
          return Optional.of(fault(mark.getLine(), mark.getColumn(), objection.get(), "", yaml));
        }
      } while (!event.is(Event.ID.StreamEnd));
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return Optional.of(fault(e, yaml));
    } catch (ReaderException e) {
      return Optional.of(Fault.of("not valid YAML: it holds a character that YAML does not allow"));
    } catch (YAMLException e) {
      return Optional.of(Fault.of("not valid YAML"));
    }
  }

  private static Fault fault(MarkedYAMLException e, String yaml) {
    var mark = e.getProblemMark();
    return mark == null
        ? Fault.of("not valid YAML")
        : fault(mark.getLine(), mark.getColumn(), "", String.valueOf(e.getProblem()), yaml);
  }

  private static Fault fault(int line, int column, String what, String problem, String yaml) {
    var said = "not valid YAML" + (what.isEmpty() ? "" : ": " + what);
    var there = Lines.around(yaml, line + 1, column + 1);
    return Fault.at(
        line + 1, column + 1, said, problem.isEmpty() ? there : problem + "; there: " + there);
  }
}
