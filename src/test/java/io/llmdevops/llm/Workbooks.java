package io.llmdevops.llm;

import io.llmdevops.task.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks for tests, as Excel writes them. */
final class Workbooks {

  static final String FRAME = "xl/workbook.xml";
  static final String TEXTS = "xl/sharedStrings.xml";
  static final String SHEET = "xl/worksheets/sheet1.xml";

  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

  private Workbooks() {}

  /** Two sheets: sales with a date and a rich text, and an empty one. */
  static Map<String, String> parts() {
    var parts = new TreeMap<String, String>();
    parts.put(
        FRAME,
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <workbookPr/><sheets><sheet name="Sales &amp; more" sheetId="1" r:id="rId1"/>
        <sheet name="Empty" sheetId="2" r:id="rId2"/></sheets></workbook>"""
            .formatted(MAIN));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="x" Target="/xl/worksheets/sheet2.xml"/></Relationships>""");
    parts.put(
        "xl/styles.xml",
        """
        <styleSheet %s><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;d&quot;0.0"/>
        <numFmt numFmtId="165" formatCode="[$-409]d/m/yyyy;@"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/></cellXfs>
        </styleSheet>"""
            .formatted(MAIN));
    parts.put(
        TEXTS,
        """
        <sst %s><si><t>product</t></si><si><t xml:space="preserve">day, of sale</t></si>
        <si><r><t>Te</t></r><r><rPr><b/></rPr><t>a 茶</t></r><rPh><t>cha</t></rPh></si></sst>"""
            .formatted(MAIN));
    parts.put(
        SHEET,
        """
        <worksheet %s><dimension ref="A1:E4"/><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>say "hi"</t></is></c></row>
        <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>45292</v></c><c r="C2" s="2"><v>45292.75</v></c><c r="D2" s="3"><v>1.5</v></c></row>
        <row r="3"><c r="A3" s="1"/></row>
        <row r="4"><c t="str"><f>A1</f><v>made</v></c><c t="b"><v>1</v></c></row>
        </sheetData></worksheet>"""
            .formatted(MAIN));
    parts.put("xl/worksheets/sheet2.xml", "<worksheet %s><sheetData/></worksheet>".formatted(MAIN));
    return parts;
  }

  static Content zip(Map<String, String> parts) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Content.of(out.toByteArray());
  }

  /** With something in place of one of its parts. */
  static Content with(String path, String text) {
    var parts = new TreeMap<>(parts());
    parts.put(path, text);
    return zip(parts);
  }
}
