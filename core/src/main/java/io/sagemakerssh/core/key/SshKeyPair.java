package io.sagemakerssh.core.key;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * The user's key pair: a private key file for {@code ssh -i} and its public key. This program never
 * keeps the private key in memory once it is written, and never writes over one.
 *
 * @param file the private key's file
 */
public record SshKeyPair(Path file, SshPublicKey publicKey) {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * The pair in a file: the one that is there, of whatever type, else a new Ed25519 one with mode
   * 0600 and a {@code .pub} beside it.
   *
   * @throws UserError if there is something else in its place, or nothing can be written
   */
  public static SshKeyPair in(Path file) {
    String what = "Cannot create the key pair " + file;
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return existing(file);
      }
      WholeFile.privateDirectory(file.toAbsolutePath().getParent());
      NewKeyPair made = NewKeyPair.generate();
      WholeFile.create(file, made.privateFile(), WholeFile.PRIVATE);
      SshKeyPair pair = new SshKeyPair(file, made.publicKey());
      WholeFile.replace(
          pair.publicFile(),
          (made.publicKey().line() + " " + NewKeyPair.COMMENT + "\n")
              .getBytes(StandardCharsets.US_ASCII),
          WholeFile.PUBLIC);
      return pair;
    } catch (FileAlreadyExistsException anotherProcessWasQuicker) {
      return existing(file);
    } catch (IOException failure) {
      throw FileFailure.writing(what, file, failure);
    }
  }

  /** The public key's file. */
  public Path publicFile() {
    return publicFile(file);
  }

  private static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  private static SshKeyPair existing(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw unusable(file, "it is no regular file", "Move it away, or let SSH_KEY name another.");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!OpenSshKeyFormat.isPrivateKey(text)) {
        throw unusable(
            file, "it holds no private key", "Move it away, or let SSH_KEY name another.");
      }
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
        throw unusable(
            file, "other users may read it, so ssh would refuse it", "Run: chmod 600 " + file);
      }
      return new SshKeyPair(file, publicKeyOf(file, text));
    } catch (IOException failure) {
      throw unusable(file, FileFailure.reason(failure), "Make it readable to your user.");
    }
  }

  private static SshPublicKey publicKeyOf(Path file, String text) throws IOException {
    Optional<SshPublicKey> inside = OpenSshKeyFormat.publicKeyIn(text);
    if (inside.isPresent()) {
      return inside.get();
    }
    Path beside = publicFile(file);
    if (Files.isRegularFile(beside)) {
      Optional<SshPublicKey> key =
          SshPublicKey.parse(Files.readString(beside, StandardCharsets.ISO_8859_1));
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw unusable(
        file,
        "its public key " + beside + " is missing or damaged",
        "Run: ssh-keygen -y -f " + file + " > " + beside);
  }

  private static UserError unusable(Path file, String why, String advice) {
    return new UserError(ExitCode.CANNOT_WRITE, "Cannot use the private key " + file, why, advice);
  }
}
