package io.llmdevops.llm;

import io.llmdevops.task.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;

/** The files of a zip, one after the other, up to a bound of what they inflate to. */
final class WorkbookZip {

  private static final long MAX_BYTES = 64L << 20;
  private static final int MAX_ENTRIES = 10_000;

  /** Takes what it wants of a file. */
  interface Visitor {
    void visit(String path, InputStream in) throws IOException, XMLStreamException;
  }

  private WorkbookZip() {}

  /**
   * @throws IOException where it is no zip, or inflates to more than 64 MiB
   */
  static void each(Content zip, Visitor visitor) throws IOException, XMLStreamException {
    try (var in = new ZipInputStream(zip.stream())) {
      var bounded = new Bounded(in);
      var entries = 0;
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw new IOException("too many files in a zip");
        }
        visitor.visit(entry.getName(), bounded);
        // What is passed over counts as well: it takes the same time.
        bounded.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static final class Bounded extends FilterInputStream {

    private long left = MAX_BYTES;

    private Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      var read = super.read(bytes, from, length);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new IOException("a zip that inflates to too much");
      }
      return read;
    }

    /** Whoever reads one file must not close them all. */
    @Override
    public void close() {}
  }
}
