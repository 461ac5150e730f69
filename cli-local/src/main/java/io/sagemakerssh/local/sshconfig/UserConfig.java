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
import java.nio.file.attribute.UserPrincipal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

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
    content();
  }

  /**
   * Puts the line in, unless it is there. The old content stays in a file beside it.
   *
   * @throws UserError as {@link #check}, or if nothing can be written
   */
  public void include() {
    try {
      if (!exists()) {
        WholeFile.privateDirectory(file.getParent());
        WholeFile.create(file, bytes(including("")), WholeFile.PRIVATE);
        return;
      }
      String content = read();
      replace(content, including(content));
    } catch (FileAlreadyExistsException anotherProgramMadeIt) {
      include();
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot put our line into " + file, file, failure);
    }
  }

  /**
   * Takes the line out, if it is there. The old content stays in a file beside it.
   *
   * @throws UserError as {@link #include}
   */
  public void exclude() {
    try {
      String content = content();
      replace(content, excluding(content));
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot take our line out of " + file, file, failure);
    }
  }

  /** What the file holds; nothing where there is none. */
  String content() {
    return exists() ? read() : "";
  }

  Path file() {
    return file;
  }

  /** A content with the line at its top. */
  String including(String content) {
    if (content.lines().map(String::strip).findFirst().orElse("").equals(line())) {
      return content;
    }
    return line() + (content.isEmpty() ? "\n" : "\n\n" + content);
  }

  /** A content without the line wherever it is, and without the empty line that came with it. */
  String excluding(String content) {
    return content.replaceAll(
        "(?m)^[ \t]*" + Pattern.quote(line()) + "[ \t]*(?:\\R(?:\\R)?|\\z)", "");
  }

  private String line() {
    return "Include \"" + included + "\"";
  }

  private boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private void replace(String content, String changed) throws IOException {
    if (changed.equals(content)) {
      return;
    }
    Path target = file.toRealPath();
    UserPrincipal owner = Files.getOwner(target);
    backUp(target, content);
    WholeFile.replace(target, bytes(changed), Files.getPosixFilePermissions(target));
    if (!Files.getOwner(target).equals(owner)) {
      // By sudo: what belongs to root now its user could not read any more.
      Files.setOwner(target, owner);
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
