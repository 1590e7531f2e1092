package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/** Looks for a token where it must not be. */
public final class Hidden {

  private final List<String> shapes;

  public Hidden(String token) {
    var bytes = token.getBytes(StandardCharsets.UTF_8);
    var pair = ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8);
    shapes =
        List.of(
            token,
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(pair));
  }

  private boolean shows(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return shapes.stream().anyMatch(text::contains);
  }

  /** Nothing of what was said shows it. */
  public void assertNotIn(String where, List<String> texts) {
    assertThat(texts).as(where).isNotEmpty();
    assertThat(texts).as(where).noneMatch(text -> shows(text.getBytes(StandardCharsets.UTF_8)));
  }

  public void assertNotInCallbacks(Callbacks callbacks) {
    assertNotIn("callbacks", callbacks.all().stream().map(Buffer::toString).toList());
  }

  /** No file below the folder shows it, and no object of the repositories that lie there. */
  public void assertNotBelow(Path folder) throws IOException {
    var shown = new ArrayList<Path>();
    var objects = 0;
    try (var all = Files.walk(folder)) {
      for (var file : all.toList()) {
        if (Files.isRegularFile(file) && shows(Files.readAllBytes(file))) {
          shown.add(file);
        }
        if (Files.isRegularFile(file.resolve("HEAD"))) {
          objects += look(file, shown);
        }
      }
    }
    assertThat(objects).as("objects of git below " + folder).isPositive();
    assertThat(shown).isEmpty();
  }

  private int look(Path folder, List<Path> shown) throws IOException {
    try (var repository = new FileRepository(folder.toFile())) {
      var ids = new ArrayList<>(loose(folder));
      for (var pack : repository.getObjectDatabase().getPacks()) {
        pack.forEach(entry -> ids.add(entry.toObjectId()));
      }
      for (var id : ids) {
        if (shows(repository.open(id).getBytes())) {
          shown.add(folder.resolve(id.name()));
        }
      }
      return ids.size();
    }
  }

  private static List<ObjectId> loose(Path folder) throws IOException {
    try (var all = Files.walk(folder.resolve("objects"), 2)) {
      return all.filter(file -> file.getParent().getFileName().toString().length() == 2)
          .map(file -> file.getParent().getFileName().toString() + file.getFileName())
          .filter(ObjectId::isId)
          .map(ObjectId::fromString)
          .toList();
    }
  }
}
