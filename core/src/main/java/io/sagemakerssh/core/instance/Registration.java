package io.sagemakerssh.core.instance;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance with its tags. Who may write the tags is decided by IAM: the container's role.
 *
 * @param tags names and values as SSM holds them
 */
public record Registration(ManagedInstance instance, Map<String, String> tags) {
  public static final int DEFAULT_SSH_PORT = 22;

  public Registration {
    tags = Map.copyOf(tags);
  }

  public InstanceId id() {
    return instance.id();
  }

  /** The job's name; empty for an instance that is not ours. */
  public Optional<String> resourceName() {
    return tag(InstanceTags.RESOURCE_NAME);
  }

  /** The job's ARN; empty text in SageMaker's local mode. */
  public String resourceArn() {
    return tags.getOrDefault(InstanceTags.RESOURCE_ARN, "");
  }

  /** The UserId of who may connect. */
  public Optional<String> owner() {
    return tag(InstanceTags.OWNER);
  }

  /** The node's name; containers of the Python helper tell none. */
  public Optional<String> node() {
    return tag(InstanceTags.NODE);
  }

  /**
   * The SSH server's host key, {@code ssh-ed25519 AAAA…}; containers of the Python helper tell
   * none.
   */
  public Optional<String> hostKey() {
    return tag(InstanceTags.HOST_KEY);
  }

  /** The SSH server's port, 22 where no usable one is told. */
  public int port() {
    try {
      int port = Integer.parseInt(tags.getOrDefault(InstanceTags.PORT, ""));
      return port >= 1 && port <= 65_535 ? port : DEFAULT_SSH_PORT;
    } catch (NumberFormatException untold) {
      return DEFAULT_SSH_PORT;
    }
  }

  /** When the activation was made, else when the agent registered. */
  public Instant since() {
    try {
      return Instant.ofEpochSecond(Long.parseLong(tags.getOrDefault(InstanceTags.TIMESTAMP, "")));
    } catch (NumberFormatException | DateTimeException untold) {
      return instance.registered();
    }
  }

  private Optional<String> tag(String name) {
    return Optional.ofNullable(tags.get(name)).filter(value -> !value.isBlank());
  }
}
