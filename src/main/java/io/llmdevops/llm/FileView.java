package io.llmdevops.llm;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.talk.TextBudget;
import io.llmdevops.model.talk.TextBudget.Shown;
import io.llmdevops.task.Content;
import io.llmdevops.task.OneLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a prompt tells of one file: a block about it with its text, and where that is data too large
 * to be shown whole, blocks about its shape.
 */
record FileView(Shown shown, List<DataBlock> more) {

  /** Of more data than this the shape is enough, since a page loads it at run time. */
  private static final int DATA_WHOLE = 32 * 1_024;

  private static final int DATA_HEAD = 8 * 1_024;

  private static final String SHEETS = "sheets";

  /** Excel allows 31 characters; a file that somebody made up may hold any number. */
  private static final int MAX_SHEET_NAME = 80;

  /** It goes with the prompt as a picture. */
  static final FileView IMAGE = new FileView(new Shown("image", ""), List.of());

  FileView {
    more = List.copyOf(more);
  }

  /**
   * @param mediaType as it was claimed; nothing where nothing was
   */
  static FileView of(String name, String mediaType, Content content, TextBudget budget) {
    if (isWorkbook(name, mediaType)) {
      return workbook(name, content, budget);
    }
    if (!isCsv(name, mediaType) && !isJson(name, mediaType)) {
      return new FileView(budget.show(content), List.of());
    }
    var shown = budget.show(content, DATA_WHOLE, DATA_HEAD);
    if (!shown.extent().equals("head")) {
      return new FileView(shown, List.of());
    }
    var shape =
        isJson(name, mediaType) ? JsonOutline.of(content) : CsvShape.of(content.text().orElse(""));
    return new FileView(shown, shape(name, shape, budget));
  }

  private static List<DataBlock> shape(String name, String shape, TextBudget budget) {
    var shown = budget.show(Content.utf8(shape));
    return List.of(
        new DataBlock("shape", Map.of("of", name, "shown", shown.extent()), shown.text()));
  }

  private static FileView workbook(String name, Content content, TextBudget budget) {
    var sheets = Workbook.read(content);
    if (sheets.isEmpty()) {
      return new FileView(new Shown("unreadable", ""), List.of());
    }
    var blocks = new ArrayList<DataBlock>();
    for (var sheet : sheets.get()) {
      var shown = budget.show(Content.utf8(sheet.head()), DATA_HEAD, DATA_HEAD);
      var about = new HashMap<String, String>();
      about.put("of", name);
      about.put("sheet", OneLine.of(sheet.name(), MAX_SHEET_NAME));
      about.put("rows", Integer.toString(sheet.rows()));
      about.put("columns", Integer.toString(sheet.columns()));
      blocks.add(new DataBlock("sheet", about, shown.text()));
    }
    return new FileView(new Shown(SHEETS, ""), blocks);
  }

  private static boolean isWorkbook(String name, String mediaType) {
    return mediaType.equals("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        || hasEnd(name, ".xlsx", ".xlsm");
  }

  private static boolean isCsv(String name, String mediaType) {
    return List.of("text/csv", "application/csv", "text/tab-separated-values").contains(mediaType)
        || hasEnd(name, ".csv", ".tsv");
  }

  private static boolean isJson(String name, String mediaType) {
    return List.of("application/json", "text/json").contains(mediaType)
        || mediaType.endsWith("+json")
        || hasEnd(name, ".json", ".geojson", ".ndjson", ".jsonl");
  }

  private static boolean hasEnd(String name, String... ends) {
    var lower = name.toLowerCase(Locale.ROOT);
    return List.of(ends).stream().anyMatch(lower::endsWith);
  }

  /** That block and those about the file's shape. */
  List<DataBlock> blocks(DataBlock about) {
    var blocks = new ArrayList<DataBlock>();
    blocks.add(about);
    blocks.addAll(more);
    return blocks;
  }
}
