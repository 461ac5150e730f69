package io.sagemakerssh.remote.inbox;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.DirectoryWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests through a directory, so that programs of the container need no Java of their own.
 * A request is a file {@code <name>.request} with one line; the answer goes into the FIFO {@code
 * <name>.answer}, which the asking process has open by then. The file {@code daemon.pid} tells who
 * listens.
 */
public final class Inbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final String REQUEST = ".request";
  private static final String PID_FILE = "daemon.pid";
  private static final Duration LONG = Duration.ofDays(1);

  private final Path directory;
  private final Service service;
  private final DirectoryWatch watch;
  private final Thread listener;

  private Inbox(Path directory, Service service, DirectoryWatch watch) {
    this.directory = directory;
    this.service = service;
    this.watch = watch;
    this.listener = thread("inbox", this::listen);
  }

  /** What answers requests. */
  @FunctionalInterface
  public interface Service {
    /**
     * Answers one, on a thread of its own.
     *
     * @param request its line
     * @param answer what the asking process reads; a line goes out at once
     */
    void serve(String request, PrintStream answer) throws InterruptedException;
  }

  /**
   * Begins to take requests.
   *
   * @throws UserError if the directory cannot be made
   */
  public static Inbox open(Path directory, Service service) {
    PrivateFiles.directory(directory);
    try {
      Inbox inbox = new Inbox(directory, service, DirectoryWatch.of(directory));
      inbox.listener.start();
      PrivateFiles.write(directory.resolve(PID_FILE), ProcessHandle.current().pid() + "\n");
      return inbox;
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(directory, e);
    }
  }

  private void listen() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        watch.await(() -> !requests().isEmpty(), LONG);
        requests().forEach(this::take);
      }
    } catch (InterruptedException | ClosedWatchServiceException closed) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException unreadable) {
      LOG.error("No more requests are taken because {}", unreadable.toString());
    }
  }

  /**
   * Takes a request off the directory and begins to serve it.
   *
   * @throws UncheckedIOException if it stays there: it would be taken for ever
   */
  private void take(Path request) {
    String text;
    try {
      text = new String(Files.readAllBytes(request), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      LOG.warn("A request is dropped because {}", unreadable.toString());
      text = "";
    }
    try {
      Files.deleteIfExists(request);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
    if (!text.isEmpty()) {
      String wanted = text;
      // Each on a thread of its own: one that hangs in the network delays no other.
      thread("request", () -> serve(request, wanted)).start();
    }
  }

  private void serve(Path request, String text) {
    String name = request.getFileName().toString();
    Path answer =
        request.resolveSibling(name.substring(0, name.length() - REQUEST.length()) + ".answer");
    try (PrintStream out = open(answer)) {
      service.serve(text, out);
      if (out.checkError()) {
        LOG.warn("Nobody took the whole answer to {}", text);
      }
    } catch (IOException gone) {
      LOG.warn("Nobody took the answer to {}: {}", text, gone.toString());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Opened for both directions at first, a FIFO does not wait for a reader, who may have given up;
   * nor is it made anew, which would be in the way of another of that name. For writing only, it
   * tells when the reader has gone. One that has given up altogether is served for nothing.
   */
  @SuppressWarnings("try") // held, not used
  private static PrintStream open(Path answer) throws IOException {
    try (FileChannel both = FileChannel.open(answer, READ, WRITE)) {
      return new PrintStream(
          Channels.newOutputStream(FileChannel.open(answer, WRITE)), true, StandardCharsets.UTF_8);
    } catch (NoSuchFileException gone) {
      return new PrintStream(OutputStream.nullOutputStream());
    }
  }

  private List<Path> requests() {
    List<Path> requests = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + REQUEST)) {
      files.forEach(requests::add);
    } catch (NoSuchFileException removed) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-" + name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    listener.interrupt();
    try {
      Files.deleteIfExists(directory.resolve(PID_FILE));
      watch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
