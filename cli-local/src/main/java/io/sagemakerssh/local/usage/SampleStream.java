package io.sagemakerssh.local.usage;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes the output of {@code sample.sh} as it comes, and tells each sample once it is whole. */
public final class SampleStream extends OutputStream {
  /** A sample has some twenty lines and one a GPU; what is longer is none. */
  private static final int MOST_LINES = 200;

  private static final int MOST_BYTES = 4096;

  private final Consumer<Sample> listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();

  public SampleStream(Consumer<Sample> listener) {
    this.listener = listener;
  }

  @Override
  public void write(int character) {
    if (character != '\n') {
      if (line.size() < MOST_BYTES) {
        line.write(character);
      }
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (text.equals("end")) {
      listener.accept(Sample.parse(lines));
      lines.clear();
    } else if (lines.size() < MOST_LINES) {
      lines.add(text);
    }
  }
}
