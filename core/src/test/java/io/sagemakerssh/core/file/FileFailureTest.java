package io.sagemakerssh.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileFailureTest {
  private static final Path FILE = Path.of("/home/jane/.ssh/key");

  private static UserError told(IOException failure) {
    return FileFailure.writing("Cannot create the key pair", FILE, failure);
  }

  @Test
  void fullDisksAndQuotasHaveTheirOwnExitCode() {
    assertThat(told(new IOException("No space left on device")).exitCode())
        .isEqualTo(ExitCode.DISK_FULL);
    assertThat(told(new FileSystemException("x", null, "Disk quota exceeded")).exitCode())
        .isEqualTo(ExitCode.DISK_FULL);
  }

  @Test
  void adviceNamesTheDirectoryOfAFileHereToo() {
    IOException full = new IOException("No space left on device");
    assertThat(FileFailure.writing("Cannot write", Path.of("key"), full).advice())
        .contains("df -h " + Path.of("").toAbsolutePath());
  }

  @Test
  void readOnlyFileSystemsAreToldWithTheFile() {
    UserError error = told(new FileSystemException("x", null, "Read-only file system"));

    assertThat(error.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(error.why()).contains(FILE.toString()).contains("Read-only file system");
  }

  @Test
  void exceptionsWhoseMessageIsOnlyAPathAreTranslated() {
    assertThat(told(new AccessDeniedException(FILE.toString())).why())
        .endsWith("permission denied");
  }
}
