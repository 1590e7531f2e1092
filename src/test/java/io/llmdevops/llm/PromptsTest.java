package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {

  private static final List<DataBlock> DATA =
      List.of(new DataBlock("brief", Map.of("round", "1"), "{{data}} and {{reason}} and $1"));

  @TempDir Path folder;

  @Test
  void areThePackagedOnesUnlessAFolderIsNamed() {
    var prompts = Prompts.from(Optional.empty());

    assertThat(prompts.system()).isEqualTo(Prompts.packaged().system());
    assertThat(prompts.build(DATA)).isEqualTo(Prompts.packaged().build(DATA));
  }

  @Test
  void takeTheFoldersTextsInPlaceOfThePackagedOnes() throws Exception {
    write("build.txt", "\uFEFFMine.\r\n{{data}}\r\nEnd with <done/>.");
    write("notes.md", "not a prompt");
    var prompts = Prompts.from(Optional.of(folder));

    assertThat(prompts.build(DATA))
        .isEqualTo("Mine.\n" + DataFence.write(DATA) + "\nEnd with <done/>.");
    assertThat(prompts.revise(DATA)).isEqualTo(Prompts.packaged().revise(DATA));
    assertThat(prompts.system()).isEqualTo(Prompts.packaged().system());
  }

  @Test
  void leaveTheDataAsItIs() {
    var prompts = Prompts.packaged();
    for (var text :
        List.of(
            prompts.build(DATA), prompts.revise(DATA), prompts.repair(DATA), prompts.whole(DATA))) {
      assertThat(DataFence.read(text)).isEqualTo(DATA);
      assertThat(text).containsOnlyOnce("{{data}}").containsOnlyOnce("{{reason}}");
    }
    assertThat(prompts.again("It held {{reason}} and {{data}}."))
        .startsWith("It held {{reason}} and {{data}}. Answer once more");
  }

  @Test
  void sayEverythingThatIsWrongWithTheFolder() throws Exception {
    write("build.txt", "<done/>");
    write("revise.txt", "nothing");
    write("repair.txt", "{{data}}");
    write("whole.txt", "{{ data }} <done/>");
    write("continue.txt", "go on");
    write("again.txt", "again, <done/>");
    write("system.txt", "");
    write("biuld.txt", "{{data}} <done/>");
    Files.createDirectory(folder.resolve("x.txt"));

    assertThatThrownBy(() -> Prompts.from(Optional.of(folder)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid ->
                assertThat(invalid.faults())
                    .containsExactly(
                        "LLM_PROMPTS: again.txt lacks {{reason}}",
                        "LLM_PROMPTS: biuld.txt is none of again.txt, build.txt, continue.txt,"
                            + " judge.txt, repair.txt, revise.txt, system.txt, whole.txt",
                        "LLM_PROMPTS: build.txt lacks {{data}}",
                        "LLM_PROMPTS: continue.txt lacks <done/>",
                        "LLM_PROMPTS: repair.txt lacks <done/>",
                        "LLM_PROMPTS: revise.txt lacks <done/>",
                        "LLM_PROMPTS: revise.txt lacks {{data}}",
                        "LLM_PROMPTS: system.txt lacks <done/>",
                        "LLM_PROMPTS: whole.txt lacks {{data}}",
                        "LLM_PROMPTS: x.txt is none of again.txt, build.txt, continue.txt,"
                            + " judge.txt, repair.txt, revise.txt, system.txt, whole.txt"));
  }

  @Test
  void sayWhatCannotBeRead() throws Exception {
    Files.write(folder.resolve("build.txt"), new byte[] {(byte) 0xff});
    Files.createDirectory(folder.resolve("repair.txt"));
    assertFault(folder, "build.txt cannot be read as text in UTF-8 of at most 1 MiB");
    assertFault(folder, "repair.txt cannot be read as text in UTF-8 of at most 1 MiB");
    var missing = folder.resolve("missing");
    assertFault(missing, missing + " is not a folder that can be read");
  }

  @Test
  void beginWithAPartThatIsTheSameForEverythingAndWorthKeeping() {
    // 1,024 tokens of English are about 4,500 characters.
    assertThat(Prompts.packaged().system())
        .hasSizeBetween(4_500, 9_000)
        .isEqualTo(Prompts.packaged().system())
        .doesNotContain("{{");
  }

  private static void assertFault(Path folder, String fault) {
    assertThatThrownBy(() -> Prompts.from(Optional.of(folder)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid -> assertThat(invalid.faults()).contains("LLM_PROMPTS: " + fault));
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
