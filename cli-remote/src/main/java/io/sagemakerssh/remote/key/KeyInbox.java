package io.sagemakerssh.remote.key;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.waiting.DirectoryWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
 * Takes requests to install keys through a directory, so that {@code sm-install-key} needs no Java
 * of its own. A request is a file {@code <name>.request} with the key's S3 URI; its answer goes
 * into the FIFO {@code <name>.answer}, one line: an exit status, a space, a message. The file
 * {@code daemon.pid} tells who listens.
 */
public final class KeyInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyInbox.class);
  private static final String REQUEST = ".request";
  private static final String PID_FILE = "daemon.pid";
  private static final Duration LONG = Duration.ofDays(1);

  private final Path directory;
  private final KeyInstaller installer;
  private final DirectoryWatch watch;
  private final Thread listener;

  private KeyInbox(Path directory, KeyInstaller installer, DirectoryWatch watch) {
    this.directory = directory;
    this.installer = installer;
    this.watch = watch;
    this.listener = thread("key-inbox", this::listen);
  }

  /**
   * Begins to take requests.
   *
   * @throws UserError if the directory cannot be made
   */
  public static KeyInbox open(Path directory, KeyInstaller installer) {
    PrivateFiles.directory(directory);
    try {
      KeyInbox inbox = new KeyInbox(directory, installer, DirectoryWatch.of(directory));
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
      LOG.error("No more requests for keys are taken because {}", unreadable.toString());
    }
  }

  /**
   * Takes a request off the directory and begins to serve it.
   *
   * @throws UncheckedIOException if it stays there: it would be taken for ever
   */
  private void take(Path request) {
    String uri;
    try {
      uri = new String(Files.readAllBytes(request), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      LOG.warn("A request for a key is dropped because {}", unreadable.toString());
      uri = "";
    }
    try {
      Files.deleteIfExists(request);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
    if (!uri.isEmpty()) {
      String wanted = uri;
      // Each on a thread of its own: one that hangs in the network delays no other.
      thread("key-install", () -> serve(request, wanted)).start();
    }
  }

  private void serve(Path request, String uri) {
    String name = request.getFileName().toString();
    Path answer =
        request.resolveSibling(name.substring(0, name.length() - REQUEST.length()) + ".answer");
    try {
      ByteBuffer line = ByteBuffer.wrap((reply(uri) + "\n").getBytes(StandardCharsets.UTF_8));
      // Opened for both directions, a FIFO does not wait for a reader, who may have given up; nor
      // is it made anew, which would be in the way of another of that name.
      try (FileChannel fifo = FileChannel.open(answer, READ, WRITE)) {
        fifo.write(line);
      }
    } catch (IOException gone) {
      LOG.warn("Nobody took the answer about {}: {}", uri, gone.toString());
    }
  }

  private String reply(String uri) {
    try {
      SshPublicKey key = installer.install(KeyLocation.parse(uri));
      LOG.info("Installed the public key {}", key.fingerprint());
      return ExitCode.OK.status() + " Installed the public key " + key.fingerprint();
    } catch (UserError e) {
      LOG.warn("{}: {}", e.what(), e.why());
      String message = e.what() + ": " + e.why() + "; " + e.advice();
      return e.exitCode().status() + " " + message.replaceAll("\\s+", " ");
    } catch (RuntimeException e) {
      LOG.error("Tried to install a public key but failed", e);
      return ExitCode.BUG.status() + " unexpected error: " + e;
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
