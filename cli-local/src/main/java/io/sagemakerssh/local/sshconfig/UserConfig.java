package io.sagemakerssh.local.sshconfig;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The user's {@code ~/.ssh/config}: one line at its top includes our configuration. Everything else
 * in it stays, with its mode, and a symbolic link stays one.
 */
public final class UserConfig {
  private static final int LARGEST = 1 << 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final Path included;
  private final Clock clock;

  /**
   * The user's configuration.
   *
   * @param included our configuration's file, absolute
   */
  public UserConfig(Path file, Path included, Clock clock) {
    this.file = file;
    this.included = included;
    this.clock = clock;
  }

  /**
   * Looks whether the line can be put in, and changes nothing.
   *
   * @throws UserError with {@link ExitCode#SSH_CONFIG_REFUSED} if the file is none that OpenSSH
   *     would read, or that we could give back unharmed
   */
  public void check() {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      read();
    }
  }

  /**
   * Puts the line in, unless it is there. The old content stays in a file beside it.
   *
   * @throws UserError as {@link #check}, or if nothing can be written
   */
  public void include() {
    String line = "Include \"" + included + "\"";
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        WholeFile.privateDirectory(file.getParent());
        WholeFile.create(file, bytes(line + "\n"), WholeFile.PRIVATE);
        return;
      }
      String content = read();
      if (content.lines().map(String::strip).findFirst().orElse("").equals(line)) {
        return;
      }
      Path target = file.toRealPath();
      backUp(target, content);
      WholeFile.replace(
          target, bytes(line + "\n\n" + content), Files.getPosixFilePermissions(target));
    } catch (FileAlreadyExistsException anotherProgramMadeIt) {
      include();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot put our line into " + file, file, failure);
    }
  }

  private void backUp(Path target, String content) throws IOException {
    Path backup =
        target.resolveSibling(target.getFileName() + ".backup-" + STAMP.format(clock.instant()));
    try {
      WholeFile.create(backup, bytes(content), WholeFile.PRIVATE);
    } catch (FileAlreadyExistsException ofTheSameSecond) {
      // It holds what was there before our first change.
    }
  }

  private String read() {
    try {
      Path target = file.toRealPath();
      if (!Files.isRegularFile(target)) {
        throw refused("it is no regular file");
      }
      if (!Files.isReadable(target) || !Files.isWritable(target)) {
        throw refused("your user may not read and write it");
      }
      if (Files.getPosixFilePermissions(target).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw refused("everybody may write it, so OpenSSH refuses it too (chmod o-w mends that)");
      }
      if (!Files.getOwner(target).equals(Files.getOwner(target.getParent()))) {
        throw refused("it belongs to " + Files.getOwner(target).getName());
      }
      if (Files.size(target) > LARGEST) {
        throw refused("it has more than a megabyte");
      }
      String content =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(target)))
              .toString();
      if (content.indexOf('\0') >= 0) {
        throw refused("it holds NUL characters");
      }
      return content;
    } catch (CharacterCodingException notText) {
      throw refused("it is not text in UTF-8");
    } catch (IOException unreadable) {
      throw refused(FileFailure.reason(unreadable));
    }
  }

  private UserError refused(String why) {
    return new UserError(
        ExitCode.SSH_CONFIG_REFUSED,
        "Will not change " + file,
        why,
        "Mend it, or put it aside and start again; 'exec' and 'proxy' do without it.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
