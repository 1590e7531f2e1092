package io.llmdevops.llm;

/** Hears of files and says nothing. */
enum Silence implements AnswerReader.Listener {
  INSTANCE;

  @Override
  public void opened(String path) {}

  @Override
  public void grew(String path, String line) {}

  @Override
  public void closed(String path) {}
}
