package io.sagemakerssh.remote.agent;

/** A document, or the parameters given to it, cannot be understood. */
final class InvalidDocumentException extends Exception {
  InvalidDocumentException(String message) {
    super(message);
  }
}
