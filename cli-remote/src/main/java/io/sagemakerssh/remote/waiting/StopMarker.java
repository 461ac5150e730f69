package io.sagemakerssh.remote.waiting;

import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file whose presence ends every wait of the container, shared with the Python helper.
 *
 * @param path the file
 */
public record StopMarker(Path path) {
  public boolean isSet() {
    return Files.exists(path);
  }

  /**
   * @throws io.sagemakerssh.core.error.UserError if it cannot be written
   */
  public void set() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.createFile(path);
    } catch (FileAlreadyExistsException alreadySet) {
      return;
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(path, e);
    }
  }

  /**
   * Takes away what an earlier job left.
   *
   * @throws io.sagemakerssh.core.error.UserError if it cannot be removed
   */
  public void clear() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw PrivateFiles.cannotWrite(path, e);
    }
  }
}
