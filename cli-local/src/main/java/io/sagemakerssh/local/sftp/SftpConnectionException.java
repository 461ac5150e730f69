package io.sagemakerssh.local.sftp;

import java.io.IOException;

/** The connection ended, or the server did not keep to the protocol: nothing more will come. */
public final class SftpConnectionException extends IOException {
  SftpConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
