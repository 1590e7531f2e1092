package io.llmdevops.intake;

import io.llmdevops.intake.JsonValue.Items;
import io.llmdevops.intake.JsonValue.Members;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.task.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules for {@code checks}. */
final class CheckRules {

  private static final String POINTER = "/checks";
  private static final String SCRIPT = "js:";
  private static final int MAX_LENGTH = 10_000;
  private static final Check NONE = new Check.Statement("");

  private CheckRules() {}

  static List<Check> read(JsonValue value, Faults faults) {
    if (value == Nothing.NULL) {
      return List.of();
    }
    if (!(value instanceof Items items)) {
      faults.add(POINTER, "must be an array");
      return List.of();
    }
    if (items.count() > Limits.MOST_CHECKS) {
      faults.add(POINTER, "must have at most " + Limits.MOST_CHECKS + " items");
      return List.of();
    }
    var checks = new ArrayList<Check>();
    for (var item : items.first()) {
      checks.add(check(item, POINTER + "/" + checks.size(), faults));
    }
    return checks;
  }

  private static Check check(JsonValue item, String pointer, Faults faults) {
    if (item instanceof Text text) {
      return statement(text.value(), pointer, faults);
    }
    if (item instanceof Members members) {
      return script(members, pointer, faults);
    }
    faults.add(pointer, "must be a string, or an object with js");
    return NONE;
  }

  private static Check statement(String text, String pointer, Faults faults) {
    requireLength(text, pointer, faults);
    if (!text.startsWith(SCRIPT)) {
      return new Check.Statement(text);
    }
    var js = text.substring(SCRIPT.length()).strip();
    if (js.isEmpty()) {
      faults.add(pointer, "has no expression after js:");
    }
    return new Check.Script(js, Optional.empty());
  }

  private static Check script(Members members, String pointer, Faults faults) {
    if (!(members.get("js") instanceof Text js)) {
      faults.add(pointer + "/js", "must be a string");
      return NONE;
    }
    requireLength(js.value(), pointer + "/js", faults);
    var url = members.get("url");
    if (url == Nothing.NULL) {
      return new Check.Script(js.value(), Optional.empty());
    }
    if (!(url instanceof Text address)) {
      faults.add(pointer + "/url", "must be a string");
      return NONE;
    }
    PageAddress.fault(address.value()).ifPresent(fault -> faults.add(pointer + "/url", fault));
    return new Check.Script(js.value(), Optional.of(address.value()));
  }

  private static void requireLength(String text, String pointer, Faults faults) {
    if (!TaskRules.hasLength(text, 1, MAX_LENGTH)) {
      faults.add(pointer, "must have 1 to " + MAX_LENGTH + " characters");
    }
  }
}
