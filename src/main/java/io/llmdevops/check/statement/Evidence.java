package io.llmdevops.check.statement;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.talk.GaveUpException;
import io.llmdevops.model.talk.Pictures;
import io.llmdevops.model.talk.PromptRoom;
import io.llmdevops.model.talk.TextBudget;
import io.llmdevops.task.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a model is shown to judge statements by: brief and statements, then the pages, then the
 * files. Who sent the task is none of its business.
 *
 * @param images the pages' pictures, in the order of their blocks
 */
record Evidence(List<DataBlock> blocks, List<Image> images) {

  private static final int KIB = 1_024;
  private static final int FILE = 32 * KIB;
  private static final int FILES = 128 * KIB;

  /** Of data a beginning is enough: what counts is what a page makes of it. */
  private static final int DATA_HEAD = 4 * KIB;

  private static final int PAGE_TEXT = 8 * KIB;
  private static final int PAGE = 24 * KIB;
  private static final int PAGES = 96 * KIB;
  private static final int MOST_PAGES = 8;
  private static final int MOST_LISTED = 500;

  /** The characters of a picture say nothing to anybody. */
  private static final Pattern LONG_DATA =
      Pattern.compile("(data:[\\w.+/-]{1,80}[^,\\s\"'<>]{0,80},)([^\\s\"'<>)]{200,}+)");

  Evidence {
    blocks = List.copyOf(blocks);
    images = List.copyOf(images);
  }

  /**
   * As much as that model can be shown. To be made on a worker thread.
   *
   * @param statements by their numbers
   * @throws GaveUpException where its context is too small to show it anything
   */
  static Evidence of(
      Subject subject, SortedMap<Integer, String> statements, List<PageView> views, Traits traits) {
    var asked = asked(subject, statements);
    var room = PromptRoom.of(traits).without(asked);
    var pictures = new Pictures(traits.images());
    var pages = pages(views, room.part(PAGE, PAGES), pictures);
    var rest = room.without(pages).withoutImages(pictures.images().size());
    var files = files(subject, rest.rest(FILE, FILES));
    if (files.stream().allMatch(file -> file.about("shown").equals("none"))) {
      throw GaveUpException.failed("its context has no room for the files to judge by");
    }
    var blocks = new ArrayList<>(asked);
    blocks.addAll(pages);
    blocks.addAll(files);
    return new Evidence(blocks, pictures.images());
  }

  private static List<DataBlock> asked(Subject subject, SortedMap<Integer, String> statements) {
    var request = subject.request();
    var blocks = new ArrayList<DataBlock>();
    blocks.add(new DataBlock("brief", Map.of("round", "" + request.round()), request.brief()));
    statements.forEach(
        (number, text) -> blocks.add(new DataBlock("statement", Map.of("n", "" + number), text)));
    blocks.add(new DataBlock("files", Map.of(), listed(subject)));
    return blocks;
  }

  private static String listed(Subject subject) {
    var files = subject.tree().files();
    var lines =
        files.entrySet().stream()
            .limit(MOST_LISTED)
            .map(file -> file.getKey() + " " + file.getValue().size())
            .collect(Collectors.joining("\n"));
    var more = files.size() - MOST_LISTED;
    return more > 0 ? lines + "\nand " + more + " more" : lines;
  }

  private static List<DataBlock> pages(List<PageView> views, TextBudget budget, Pictures pictures) {
    var blocks = new ArrayList<DataBlock>();
    views.stream().limit(MOST_PAGES).forEach(view -> blocks.addAll(page(view, budget, pictures)));
    return blocks;
  }

  private static List<DataBlock> page(PageView view, TextBudget budget, Pictures pictures) {
    var address = view.address();
    var text = budget.show(Content.utf8(view.text()), PAGE_TEXT, PAGE_TEXT);
    var document = budget.show(Content.utf8(withoutLongData(view.dom())));
    var blocks = new ArrayList<DataBlock>();
    var about = new TreeMap<>(Map.of("address", address, "title", view.title()));
    about.put("shown", text.extent());
    if (!view.trouble().isEmpty()) {
      about.put("trouble", view.trouble());
    }
    blocks.add(new DataBlock("page", about, text.text()));
    blocks.add(
        new DataBlock(
            "document", Map.of("address", address, "shown", document.extent()), document.text()));
    if (view.picture().filter(picture -> pictures.take(picture.content())).isPresent()) {
      blocks.add(new DataBlock("picture", Map.of("address", address), ""));
    }
    return blocks;
  }

  private static String withoutLongData(String document) {
    return LONG_DATA
        .matcher(document)
        .replaceAll(
            data ->
                Matcher.quoteReplacement(
                    data.group(1) + "… (" + data.group(2).length() + " characters)"));
  }

  private static List<DataBlock> files(Subject subject, TextBudget budget) {
    return subject.tree().files().entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Content>>comparingInt(
                    file -> Relevance.of(file.getKey()).ordinal())
                .thenComparing(Map.Entry::getKey))
        .map(file -> file(file.getKey(), file.getValue(), budget))
        .toList();
  }

  private static DataBlock file(String path, Content content, TextBudget budget) {
    var shown =
        Relevance.of(path) == Relevance.DATA
            ? budget.show(content, DATA_HEAD, DATA_HEAD)
            : budget.show(content);
    return new DataBlock("file", Map.of("path", path, "shown", shown.extent()), shown.text());
  }
}
