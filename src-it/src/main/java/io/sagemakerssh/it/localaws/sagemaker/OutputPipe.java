package io.sagemakerssh.it.localaws.sagemaker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A named pipe that a container's processes write to, read line by line in a thread. It is open for
 * writing at our end, too: so it ends when we say so, with all that was written before, no matter
 * who else still holds it.
 */
final class OutputPipe implements AutoCloseable {
  private static final int LONGEST_LINE = 256 * 1024;
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final Consumer<String> lines;
  private final RandomAccessFile file;
  private final String endMark = UUID.randomUUID().toString();
  private final Thread reader;

  /**
   * @param path where the pipe is made; its directory must exist
   * @param lines takes each line, without its end, from one thread
   */
  OutputPipe(Path path, Consumer<String> lines) throws IOException {
    this.lines = lines;
    make(path);
    this.path = path.toRealPath();
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.reader = new Thread(this::read, "sm-ssh-job-log");
    reader.setDaemon(true);
    reader.start();
  }

  /** The pipe as the system names it: no part of the path is a link. */
  Path path() {
    return path;
  }

  /** Ends reading, after all that has been written so far. */
  @Override
  public void close() {
    try (file) {
      file.write((endMark + "\n").getBytes(UTF_8));
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to end a job's output but failed", e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
        for (int i = 0; i < count; i++) {
          boolean end = buffer[i] == '\n';
          if (!end) {
            line.write(buffer[i]);
          }
          if (end || line.size() >= LONGEST_LINE) {
            String text = line.toString(UTF_8);
            line.reset();
            if (text.endsWith(endMark)) {
              // What stands before the mark is a last line without an end.
              emit(text.substring(0, text.length() - endMark.length()), false);
              return;
            }
            emit(text, true);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to read a job's output but failed", e);
    }
  }

  private void emit(String text, boolean evenIfEmpty) {
    String message = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (evenIfEmpty || !message.isEmpty()) {
      lines.accept(message);
    }
  }

  private static void make(Path path) throws IOException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", path.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mkfifo.getInputStream().readAllBytes(), UTF_8);
    try {
      if (mkfifo.waitFor() != 0) {
        throw new IOException("Tried to make a named pipe but failed: " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while making a named pipe", interrupted);
    }
  }
}
