package io.sagemakerssh.core.instance;

/**
 * The tags by which a container's managed instance is found and judged. The first five are shared
 * with the Python SageMaker SSH Helper. A tag value holds at most 256 characters.
 */
public final class InstanceTags {
  /** UserId of who may connect. */
  public static final String OWNER = "SSHOwner";

  /** UserId of who made the activation: the job's role. */
  public static final String CREATOR = "SSHCreator";

  /** When the activation was made, in epoch seconds. */
  public static final String TIMESTAMP = "SSHTimestamp";

  /** The job's name. */
  public static final String RESOURCE_NAME = "SSHResourceName";

  /** The job's ARN; empty in SageMaker's local mode. */
  public static final String RESOURCE_ARN = "SSHResourceArn";

  /** The SSH server's public host key, {@code ssh-ed25519 AAAA…}. Ours. */
  public static final String HOST_KEY = "SSHHostKey";

  /** The SSH server's port. Ours. */
  public static final String PORT = "SSHPort";

  /** The node's name, {@code algo-1}. Ours. */
  public static final String NODE = "SSHNode";

  /** The version of this helper. Ours. */
  public static final String HELPER = "SSHHelper";

  private InstanceTags() {}
}
