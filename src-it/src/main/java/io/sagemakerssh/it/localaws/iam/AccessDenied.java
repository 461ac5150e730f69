package io.sagemakerssh.it.localaws.iam;

/**
 * No policy allows what a caller wants, or one forbids it. Each protocol has its own code for it.
 */
public final class AccessDenied extends RuntimeException {
  public AccessDenied(String message) {
    super(message);
  }
}
