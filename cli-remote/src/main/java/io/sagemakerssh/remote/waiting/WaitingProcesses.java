package io.sagemakerssh.remote.waiting;

import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who waits in this container: one file a process, named by its id, with two numbers: when its wait
 * ends and when the process started, in epoch milliseconds. The latter tells it from a later
 * process of the same id.
 */
public final class WaitingProcesses {
  private final Path directory;

  public WaitingProcesses(Path directory) {
    this.directory = directory;
  }

  /**
   * A process that waits.
   *
   * @param pid its process id
   * @param deadline when its wait ends
   */
  public record WaitingProcess(long pid, Instant deadline) {}

  /** A process's entry, for as long as it waits. */
  public interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Notes that a process waits.
   *
   * @throws io.sagemakerssh.core.error.UserError if that cannot be written
   */
  public Entry enter(ProcessHandle process, Instant deadline) {
    PrivateFiles.directory(directory);
    Path file = directory.resolve(Long.toString(process.pid()));
    PrivateFiles.write(file, deadline.toEpochMilli() + " " + startedAt(process) + "\n");
    return () -> {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** All processes that wait and are alive, by their ids. */
  public List<WaitingProcess> all() {
    List<WaitingProcess> waiting = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        read(file).ifPresent(waiting::add);
      }
    } catch (NoSuchFileException nobodyYet) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waiting.sort(Comparator.comparing(WaitingProcess::pid));
    return waiting;
  }

  private static Optional<WaitingProcess> read(Path file) throws IOException {
    try {
      long pid = Long.parseLong(file.getFileName().toString());
      String[] numbers = Files.readString(file).strip().split(" ");
      if (numbers.length != 2) {
        return Optional.empty();
      }
      Instant deadline = Instant.ofEpochMilli(Long.parseLong(numbers[0]));
      long started = Long.parseLong(numbers[1]);
      return ProcessHandle.of(pid)
          .filter(process -> process.isAlive() && startedAt(process) == started)
          .map(process -> new WaitingProcess(pid, deadline));
    } catch (NumberFormatException | NoSuchFileException notAnEntry) {
      return Optional.empty();
    }
  }

  private static long startedAt(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }
}
