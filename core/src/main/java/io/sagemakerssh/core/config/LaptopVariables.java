package io.sagemakerssh.core.config;

/** The environment variables that steer the laptop's side. */
public final class LaptopVariables {
  /**
   * {@code s3://bucket/prefix/} that public keys travel through, instead of the account's default
   * bucket.
   */
  public static final String SSH_AUTHORIZED_KEYS_PATH = "SSH_AUTHORIZED_KEYS_PATH";

  /** The private key to use instead of {@code ~/.ssh/sagemaker-ssh-gw}. */
  public static final String SSH_KEY = "SSH_KEY";

  private LaptopVariables() {}
}
