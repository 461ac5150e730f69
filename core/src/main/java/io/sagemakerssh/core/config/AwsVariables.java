package io.sagemakerssh.core.config;

/**
 * The environment variables of the AWS command line and SDKs that we read ourselves, with their
 * usual meaning.
 */
public final class AwsVariables {
  /** The region, first choice. */
  public static final String AWS_REGION = "AWS_REGION";

  /** The region, second choice. */
  public static final String AWS_DEFAULT_REGION = "AWS_DEFAULT_REGION";

  /** Credentials: the access key's id. */
  public static final String AWS_ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";

  /** Credentials: the secret key. */
  public static final String AWS_SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";

  /** Credentials: the session token of temporary ones. */
  public static final String AWS_SESSION_TOKEN = "AWS_SESSION_TOKEN";

  /** The named profile of {@code ~/.aws/config}. */
  public static final String AWS_PROFILE = "AWS_PROFILE";

  /** One endpoint for every service; empty means AWS's own. */
  public static final String AWS_ENDPOINT_URL = "AWS_ENDPOINT_URL";

  /** The Session Manager message service's endpoint, before {@link #AWS_ENDPOINT_URL}. */
  public static final String AWS_ENDPOINT_URL_SSMMESSAGES = "AWS_ENDPOINT_URL_SSMMESSAGES";

  /** Systems Manager's endpoint, before {@link #AWS_ENDPOINT_URL}. */
  public static final String AWS_ENDPOINT_URL_SSM = "AWS_ENDPOINT_URL_SSM";

  /** The Key Management Service's endpoint, before {@link #AWS_ENDPOINT_URL}. */
  public static final String AWS_ENDPOINT_URL_KMS = "AWS_ENDPOINT_URL_KMS";

  /** The Security Token Service's endpoint, before {@link #AWS_ENDPOINT_URL}. */
  public static final String AWS_ENDPOINT_URL_STS = "AWS_ENDPOINT_URL_STS";

  /** S3's endpoint, before {@link #AWS_ENDPOINT_URL}. */
  public static final String AWS_ENDPOINT_URL_S3 = "AWS_ENDPOINT_URL_S3";

  /** A PEM file of certificate authorities to trust besides the system's. */
  public static final String AWS_CA_BUNDLE = "AWS_CA_BUNDLE";

  /** HTTPS proxy, in upper or lower case. */
  public static final String HTTPS_PROXY = "HTTPS_PROXY";

  /** HTTP proxy, in upper or lower case. */
  public static final String HTTP_PROXY = "HTTP_PROXY";

  /** Hosts that bypass the proxy, separated by commas. */
  public static final String NO_PROXY = "NO_PROXY";

  private AwsVariables() {}
}
