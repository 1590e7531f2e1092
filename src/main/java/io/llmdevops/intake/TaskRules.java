package io.llmdevops.intake;

import io.llmdevops.intake.JsonValue.Members;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.intake.JsonValue.Whole;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.task.TaskRequest;
import java.util.function.IntPredicate;

/** The contract's table of fields, rule by rule. */
final class TaskRules {

  private static final int MAX_ROUND = 1_000;
  private static final int MAX_ROUND_DIGITS = 4;
  private static final String MISSING = "is missing";

  private final EvaluationUrl evaluationUrl;

  TaskRules(AddressGuard guard) {
    evaluationUrl = new EvaluationUrl(guard);
  }

  /**
   * @throws Problem 400 with every fault
   */
  TaskRequest read(Members members) {
    var faults = new Faults();
    var email = text(members, "email", 3, 254, Character::isISOControl, faults);
    if (!email.isEmpty() && email.indexOf('@') < 0) {
      faults.add("/email", "must contain @");
    }
    var task = text(members, "task", 1, 200, Character::isISOControl, faults);
    var round = round(members.get("round"), faults);
    var nonce = text(members, "nonce", 1, 200, Character::isISOControl, faults);
    var brief = text(members, "brief", 1, 100_000, TaskRules::isNoText, faults);
    var checks = CheckRules.read(members.get("checks"), faults);
    var url = evaluationUrl(members, faults);
    var attachments = AttachmentRules.read(members.get("attachments"), faults);
    faults.refuse();
    return new TaskRequest(email, task, round, nonce, brief, checks, url, attachments);
  }

  /** The text, or an empty one with a fault noted. */
  private static String text(
      Members members, String name, int min, int max, IntPredicate forbidden, Faults faults) {
    var pointer = "/" + name;
    var value = members.get(name);
    if (!(value instanceof Text text)) {
      faults.add(pointer, value == Nothing.NULL ? MISSING : "must be a string");
      return "";
    }
    if (!hasLength(text.value(), min, max)) {
      faults.add(pointer, "must have " + min + " to " + max + " characters");
      return "";
    }
    if (text.value().chars().anyMatch(forbidden)) {
      faults.add(pointer, "must not hold control characters");
    }
    return text.value();
  }

  /** Whether it has so many code points. */
  static boolean hasLength(String text, int min, int max) {
    // No need to count what is out of range by its code units alone.
    if (text.length() > 2L * max) {
      return false;
    }
    var length = text.codePointCount(0, text.length());
    return length >= min && length <= max;
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
  }

  private static int round(JsonValue value, Faults faults) {
    if (value == Nothing.NULL) {
      faults.add("/round", MISSING);
    } else if (!(value instanceof Whole whole)) {
      faults.add("/round", "must be an integer, written without fraction or exponent");
    } else if (whole.digits().length() <= MAX_ROUND_DIGITS) {
      var round = Integer.parseInt(whole.digits());
      if (round >= 1 && round <= MAX_ROUND) {
        return round;
      }
      faults.add("/round", "must be from 1 to " + MAX_ROUND);
    } else {
      faults.add("/round", "must be from 1 to " + MAX_ROUND);
    }
    return 1;
  }

  private String evaluationUrl(Members members, Faults faults) {
    var value = members.get("evaluation_url");
    if (value instanceof Text text) {
      evaluationUrl.fault(text.value()).ifPresent(fault -> faults.add("/evaluation_url", fault));
      return text.value();
    }
    faults.add("/evaluation_url", value == Nothing.NULL ? MISSING : "must be a string");
    return "";
  }
}
