package io.sagemakerssh.local.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Files of another machine. Paths are as the server takes them: relative ones begin at the user's
 * home directory. Every method throws {@link SftpException} for what the server refuses and {@link
 * SftpConnectionException} once the connection has ended. Used by several threads.
 *
 * <p>Source: draft-ietf-secsh-filexfer-02, and OpenSSH's PROTOCOL for the order of a link's names
 * and {@code posix-rename@openssh.com}.
 */
public final class SftpClient implements AutoCloseable {
  static final int READ_FLAG = 0x1;
  static final int WRITE_FLAG = 0x2;
  static final int CREATE_FLAG = 0x8;
  static final int TRUNCATE_FLAG = 0x10;

  private static final int OPEN = 3;
  private static final int CLOSE = 4;
  private static final int READ = 5;
  private static final int WRITE = 6;
  private static final int LSTAT = 7;
  private static final int SETSTAT = 9;
  private static final int OPENDIR = 11;
  private static final int READDIR = 12;
  private static final int REMOVE = 13;
  private static final int MKDIR = 14;
  private static final int REALPATH = 16;
  private static final int STAT = 17;
  private static final int RENAME = 18;
  private static final int READLINK = 19;
  private static final int SYMLINK = 20;
  private static final int HANDLE = 102;
  private static final int DATA = 103;
  private static final int NAME = 104;
  private static final int ATTRIBUTES = 105;
  private static final int EXTENDED = 200;
  private static final String POSIX_RENAME = "posix-rename@openssh.com";
  private static final int PRIVATE_FILE = 0600;

  private final SftpConnection connection;

  private SftpClient(SftpConnection connection) {
    this.connection = connection;
  }

  /**
   * A client.
   *
   * @param in what the server sends
   * @param out goes to the server; closed by {@link #close}
   */
  public static SftpClient open(InputStream in, OutputStream out) throws IOException {
    return new SftpClient(SftpConnection.open(in, out));
  }

  /** What is there; nothing if there is nothing. */
  public Optional<SftpAttributes> attributes(String path, boolean followLink) throws IOException {
    try {
      return Optional.of(
          SftpAttributes.read(
              answer(followLink ? STAT : LSTAT, new PacketWriter().text(path), ATTRIBUTES)));
    } catch (SftpException refused) {
      if (refused.isMissing()) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** What a directory holds, by name, without {@code .} and {@code ..}; links are not followed. */
  public Map<String, SftpAttributes> list(String directory) throws IOException {
    byte[] handle = answer(OPENDIR, new PacketWriter().text(directory), HANDLE).data();
    Map<String, SftpAttributes> names = new TreeMap<>();
    try {
      while (true) {
        PacketReader some = answer(READDIR, new PacketWriter().data(handle), NAME);
        for (int count = some.number(); count > 0; count--) {
          String name = some.text();
          some.data();
          SftpAttributes attributes = SftpAttributes.read(some);
          if (!name.equals(".") && !name.equals("..")) {
            names.put(checked(name), attributes);
          }
        }
      }
    } catch (SftpException end) {
      if (!end.isEnd()) {
        throw end;
      }
      return names;
    } finally {
      close(handle);
    }
  }

  /** A server that sent such a name would have us write where it likes. */
  private static String checked(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new IOException("The SFTP server sent '" + name + "' as a file's name");
    }
    return name;
  }

  public String realPath(String path) throws IOException {
    return name(REALPATH, path);
  }

  public String readLink(String path) throws IOException {
    return name(READLINK, path);
  }

  public void createDirectory(String path, int permissions) throws IOException {
    done(MKDIR, SftpAttributes.writePermissions(new PacketWriter().text(path), permissions));
  }

  public void createLink(String path, String target) throws IOException {
    done(SYMLINK, new PacketWriter().text(target).text(path));
  }

  public void delete(String path) throws IOException {
    done(REMOVE, new PacketWriter().text(path));
  }

  /** Whether {@link #replace} takes the place of an existing file in one step. */
  public boolean replacesAtOnce() {
    return connection.has(POSIX_RENAME);
  }

  /** Renames a file, in the place of another if there is one and the server is able to. */
  public void replace(String from, String to) throws IOException {
    if (replacesAtOnce()) {
      done(EXTENDED, new PacketWriter().text(POSIX_RENAME).text(from).text(to));
    } else {
      done(RENAME, new PacketWriter().text(from).text(to));
    }
  }

  /** Sets permissions and the times of access and change, in seconds since 1970. */
  public void setAttributes(String path, int permissions, long modified) throws IOException {
    int seconds = (int) Math.max(0, Math.min(modified, 0xffffffffL));
    done(
        SETSTAT,
        new PacketWriter()
            .text(path)
            .number(SftpAttributes.PERMISSIONS | SftpAttributes.TIMES)
            .number(permissions)
            .number(seconds)
            .number(seconds));
  }

  /** A file's content from a place on. */
  public InputStream read(String path, long offset) throws IOException {
    return new SftpInput(this, openFile(path, READ_FLAG), offset);
  }

  /**
   * Writes a file from a place on; a new one, or one written from its beginning, is for its owner
   * alone. What is written is there when the stream has been closed.
   */
  public OutputStream write(String path, long offset) throws IOException {
    int flags = WRITE_FLAG | CREATE_FLAG | (offset == 0 ? TRUNCATE_FLAG : 0);
    return new SftpOutput(this, openFile(path, flags), offset);
  }

  /** Ends the connection. */
  @Override
  public void close() throws IOException {
    connection.close();
  }

  private byte[] openFile(String path, int flags) throws IOException {
    PacketWriter fields = new PacketWriter().text(path).number(flags);
    return answer(OPEN, SftpAttributes.writePermissions(fields, PRIVATE_FILE), HANDLE).data();
  }

  CompletableFuture<PacketReader> startRead(byte[] handle, long offset, int length)
      throws IOException {
    return connection.request(
        READ, new PacketWriter().data(handle).longNumber(offset).number(length));
  }

  /** The bytes of an answered read; none at the file's end. */
  static byte[] data(CompletableFuture<PacketReader> answer) throws IOException {
    try {
      return expect(SftpConnection.await(answer), DATA).data();
    } catch (SftpException end) {
      if (end.isEnd()) {
        return new byte[0];
      }
      throw end;
    }
  }

  CompletableFuture<PacketReader> startWrite(byte[] handle, long offset, byte[] bytes, int length)
      throws IOException {
    return connection.request(
        WRITE, new PacketWriter().data(handle).longNumber(offset).data(bytes, 0, length));
  }

  static void written(CompletableFuture<PacketReader> answer) throws IOException {
    expect(SftpConnection.await(answer), SftpConnection.STATUS);
  }

  void close(byte[] handle) throws IOException {
    done(CLOSE, new PacketWriter().data(handle));
  }

  private String name(int type, String path) throws IOException {
    PacketReader answer = answer(type, new PacketWriter().text(path), NAME);
    if (answer.number() != 1) {
      throw new IOException("The SFTP server did not answer with one name");
    }
    return answer.text();
  }

  private void done(int type, PacketWriter fields) throws IOException {
    answer(type, fields, SftpConnection.STATUS);
  }

  private PacketReader answer(int type, PacketWriter fields, int expected) throws IOException {
    return expect(SftpConnection.await(connection.request(type, fields)), expected);
  }

  /** The answer behind its type and number. */
  private static PacketReader expect(PacketReader answer, int expected) throws IOException {
    int type = answer.type();
    answer.number();
    if (type == SftpConnection.STATUS) {
      int status = answer.number();
      if (status != 0) {
        throw new SftpException(status, answer.hasMore() ? answer.text() : "");
      }
    }
    if (type != expected) {
      throw new IOException("The SFTP server answered with a packet of type " + type);
    }
    return answer;
  }
}
