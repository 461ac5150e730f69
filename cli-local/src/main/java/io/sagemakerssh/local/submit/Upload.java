package io.sagemakerssh.local.submit;

import io.sagemakerssh.local.s3.S3Location;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A file for S3, made only if it is not there: its place tells its content.
 *
 * @param to the object
 */
record Upload(S3Location to, Writer writer) {

  /** Makes the file. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }
}
