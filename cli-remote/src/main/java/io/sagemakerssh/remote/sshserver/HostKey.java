package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Iterator;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The container's Ed25519 host key: made once, kept in OpenSSH's format with mode 0600, so that
 * OpenSSH's server can use the same.
 */
public final class HostKey {
  private final KeyPair keyPair;

  private HostKey(KeyPair keyPair) {
    this.keyPair = keyPair;
  }

  /**
   * Reads the key, or makes one if there is none.
   *
   * @throws UserError if the file holds no key or cannot be written
   */
  public static HostKey loadOrCreate(Path file) {
    JdkEd25519Registrar.register();
    try {
      return new HostKey(read(file));
    } catch (NoSuchFileException none) {
      return create(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new UserError(
          ExitCode.SETUP_FAILED,
          "Cannot use the SSH host key " + file,
          "it cannot be read: " + e.getMessage(),
          "Remove " + file + " to have a new one made.",
          e);
    }
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    Iterable<KeyPair> found =
        OpenSSHKeyPairResourceParser.INSTANCE.loadKeyPairs(
            null, NamedResource.ofName(file.toString()), null, text);
    Iterator<KeyPair> keys = found == null ? null : found.iterator();
    if (keys == null || !keys.hasNext()) {
      throw new GeneralSecurityException("it holds no private key");
    }
    return keys.next();
  }

  private static HostKey create(Path file) {
    try {
      HostKey key = generate();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
          key.keyPair, "sagemaker-ssh-helper", null, text);
      PrivateFiles.write(file, text.toString(StandardCharsets.US_ASCII));
      PrivateFiles.write(file.resolveSibling(file.getFileName() + ".pub"), key.publicKey() + "\n");
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException everyJdkHasEd25519) {
      throw new IllegalStateException(everyJdkHasEd25519);
    }
  }

  /** A new key that no file holds. */
  static HostKey generate() throws GeneralSecurityException {
    return new HostKey(KeyPairGenerator.getInstance(SecurityUtils.ED25519).generateKeyPair());
  }

  KeyPair keyPair() {
    return keyPair;
  }

  /** The public key as one line: {@code ssh-ed25519 AAAA…}. */
  public String publicKey() {
    return PublicKeyEntry.toString(keyPair.getPublic());
  }
}
