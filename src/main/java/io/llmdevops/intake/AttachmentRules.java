package io.llmdevops.intake;

import io.llmdevops.intake.JsonValue.Items;
import io.llmdevops.intake.JsonValue.Members;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.PathPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for {@code attachments}. */
final class AttachmentRules {

  private static final String POINTER = "/attachments";

  private AttachmentRules() {}

  static List<Attachment> read(JsonValue value, Faults faults) {
    if (value == Nothing.NULL) {
      return List.of();
    }
    if (!(value instanceof Items items)) {
      faults.add(POINTER, "must be an array");
      return List.of();
    }
    if (items.count() > Limits.MOST_ATTACHMENTS) {
      faults.add(POINTER, "must have at most " + Limits.MOST_ATTACHMENTS + " items");
      return List.of();
    }
    var attachments = new ArrayList<Attachment>();
    var names = new HashSet<String>();
    for (int i = 0; i < items.first().size(); i++) {
      attachment(items.first().get(i), POINTER + "/" + i, names, faults)
          .ifPresent(attachments::add);
    }
    return attachments;
  }

  private static Optional<Attachment> attachment(
      JsonValue item, String pointer, Set<String> names, Faults faults) {
    if (!(item instanceof Members members)) {
      faults.add(pointer, "must be an object");
      return Optional.empty();
    }
    var name = text(members, "name", pointer, faults);
    name.ifPresent(given -> checkName(given, pointer + "/name", names, faults));
    return text(members, "url", pointer, faults)
        .flatMap(url -> parse(url, pointer + "/url", faults))
        .flatMap(data -> name.map(n -> new Attachment(n, data.mediaType(), data.content())));
  }

  private static Optional<String> text(
      Members members, String name, String pointer, Faults faults) {
    var value = members.get(name);
    if (value instanceof Text text) {
      return Optional.of(text.value());
    }
    faults.add(pointer + "/" + name, value == Nothing.NULL ? "is missing" : "must be a string");
    return Optional.empty();
  }

  private static void checkName(String name, String pointer, Set<String> names, Faults faults) {
    AttachmentName.fault(name).ifPresent(fault -> faults.add(pointer, fault));
    if (!names.add(PathPart.folded(name))) {
      faults.add(pointer, "must be unique, also where case is ignored");
    }
  }

  private static Optional<DataUri> parse(String url, String pointer, Faults faults) {
    try {
      return Optional.of(DataUri.parse(url));
    } catch (IllegalArgumentException malformed) {
      faults.add(pointer, malformed.getMessage());
      return Optional.empty();
    }
  }
}
