package io.sagemakerssh.local.copy;

import io.sagemakerssh.local.sftp.SftpAttributes;
import io.sagemakerssh.local.sftp.SftpClient;
import io.sagemakerssh.local.sftp.SftpException;
import io.sagemakerssh.local.ssh.RemoteCommands;
import io.sagemakerssh.local.ssh.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A container's files: by SFTP, and by commands what SFTP has no request for. */
public final class RemoteTree implements FileTree {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int PRIVATE_DIRECTORY = 0700;

  /** The column of df that tells the free blocks; with less than 100 KiB, a disk is full. */
  private static final int AVAILABLE = 3;

  private final String job;
  private final String instance;
  private final SftpClient sftp;
  private final RemoteCommands commands;

  /**
   * A tree.
   *
   * @param job what the user calls the container
   * @param instance what no other container is called
   */
  public RemoteTree(String job, String instance, SftpClient sftp, RemoteCommands commands) {
    this.job = job;
    this.instance = instance;
    this.sftp = sftp;
    this.commands = commands;
  }

  @Override
  public Optional<Entry> entry(String path, boolean followLink) throws IOException {
    return sftp.attributes(path(path), followLink).map(RemoteTree::entry);
  }

  private static Entry entry(SftpAttributes found) {
    Entry.Kind kind =
        switch (found.mode() & TYPE) {
          case REGULAR -> Entry.Kind.FILE;
          case DIRECTORY -> Entry.Kind.DIRECTORY;
          case LINK -> Entry.Kind.LINK;
          default -> Entry.Kind.OTHER;
        };
    return new Entry(kind, found.size(), found.mode() & Entry.PERMISSIONS, found.modified());
  }

  @Override
  public Map<String, Entry> list(String directory) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    sftp.list(path(directory)).forEach((name, found) -> entries.put(name, entry(found)));
    return entries;
  }

  @Override
  public String realPath(String path) throws IOException {
    return sftp.realPath(path(path));
  }

  @Override
  public String readLink(String path) throws IOException {
    return sftp.readLink(path(path));
  }

  @Override
  public void createLink(String path, String target) throws IOException {
    sftp.createLink(path(path), target);
  }

  @Override
  public void createDirectory(String path) throws IOException {
    sftp.createDirectory(path(path), PRIVATE_DIRECTORY);
  }

  @Override
  public InputStream read(String path, long offset) throws IOException {
    return sftp.read(path(path), offset);
  }

  @Override
  public OutputStream write(String path, long offset) throws IOException {
    return sftp.write(path(path), offset);
  }

  @Override
  public void setAttributes(String path, int permissions, long modified) throws IOException {
    sftp.setAttributes(path(path), permissions, modified);
  }

  @Override
  public void replace(String from, String to) throws IOException {
    if (sftp.replacesAtOnce() || sftp.attributes(path(to), false).isEmpty()) {
      sftp.replace(path(from), path(to));
    } else {
      output("mv -f -- " + word(from) + " " + word(to));
    }
  }

  @Override
  public void delete(String path) throws IOException {
    sftp.delete(path(path));
  }

  @Override
  public String digest(String path, long offset, long length) throws IOException {
    String printed =
        output(
            "test -r "
                + word(path)
                + " && tail -c +"
                + (offset + 1)
                + " -- "
                + word(path)
                + " | head -c "
                + length
                + " | sha256sum");
    return printed.split(" ", 2)[0];
  }

  @Override
  public String shown(String path) {
    return job + ":" + path;
  }

  @Override
  public String identity(String path) {
    return instance + ":" + path;
  }

  /** Most servers have no words for a full disk. */
  @Override
  public IOException explained(IOException failure, String path) {
    if (!(failure instanceof SftpException refused) || !refused.isUnexplained()) {
      return failure;
    }
    try {
      String[] columns =
          output("df -Pk -- " + word(FileTree.parent(path)) + " | tail -n 1").split("\\s+");
      boolean full = columns.length > AVAILABLE && columns[AVAILABLE].matches("\\d{1,2}");
      return full ? new IOException("no space left on device", failure) : failure;
    } catch (IOException notKnown) {
      failure.addSuppressed(notKnown);
      return failure;
    }
  }

  /** What SFTP takes for the home directory is nothing at all to most programs. */
  private static String path(String path) {
    return path.isEmpty() ? "." : path;
  }

  private static String word(String path) {
    return ShellWords.quoted(path(path));
  }

  private String output(String command) throws IOException {
    Process process = commands.start(command);
    try {
      process.getOutputStream().close();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("a command in the container ended with exit code " + status);
      }
      return printed;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while a command ran in the container");
    } finally {
      process.destroy();
    }
  }
}
