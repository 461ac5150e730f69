package io.sagemakerssh.remote.registration;

import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceTags;
import io.sagemakerssh.core.job.BaseDirectory;
import io.sagemakerssh.core.job.ContainerNode;
import io.sagemakerssh.core.job.ContainerResource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tags that tell the laptop which container a managed instance is, and how to reach and check
 * it. AWS allows 256 characters a value: letters, digits, spaces and {@code _.:/=+-@}.
 *
 * @param values tag keys and values
 */
record ActivationTags(Map<String, String> values) {
  private static final int MAX_LENGTH = 256;
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  /**
   * @throws UserError with {@link ExitCode#REGISTRATION_FAILED} if AWS would refuse a value
   */
  ActivationTags {
    values = Map.copyOf(values);
    values.forEach(ActivationTags::check);
  }

  /**
   * What is known of a container before AWS is asked anything.
   *
   * @param hostKey the SSH server's public key, {@code ssh-ed25519 AAAA…}; a comment is left out
   * @param port the SSH server's port
   * @param helperVersion our version
   */
  static ActivationTags of(
      Environment environment, String hostKey, int port, String helperVersion) {
    BaseDirectory base = BaseDirectory.of(environment);
    ContainerResource resource = ContainerResource.of(base, environment);
    return new ActivationTags(
        Map.of(
            InstanceTags.OWNER, environment.text(ContainerVariables.SSH_OWNER_TAG).orElse(""),
            InstanceTags.RESOURCE_NAME, resource.name(),
            InstanceTags.RESOURCE_ARN, resource.arn(),
            InstanceTags.HOST_KEY, withoutComment(hostKey),
            InstanceTags.PORT, Integer.toString(port),
            InstanceTags.NODE, ContainerNode.of(base).name(),
            InstanceTags.HELPER, helperVersion));
  }

  /** These tags and two more: who registers, and when. */
  ActivationTags stamped(String creator, long epochSeconds) {
    Map<String, String> all = new HashMap<>(values);
    all.put(InstanceTags.CREATOR, creator);
    all.put(InstanceTags.TIMESTAMP, Long.toString(epochSeconds));
    return new ActivationTags(all);
  }

  /** Whether an instance that was registered with other tags is still rightly described. */
  boolean describe(ManagedInstance instance) {
    return values.entrySet().stream()
        .filter(tag -> !tag.getKey().equals(InstanceTags.HELPER))
        .allMatch(tag -> tag.getValue().equals(instance.tags().get(tag.getKey())));
  }

  private static String withoutComment(String hostKey) {
    String[] words = hostKey.strip().split("\\s+", 3);
    return words.length < 2 ? hostKey.strip() : words[0] + " " + words[1];
  }

  private static void check(String key, String value) {
    String why;
    if (value.length() > MAX_LENGTH) {
      why = "the tag " + key + " would have " + value.length() + " characters, AWS allows 256";
    } else if (!ALLOWED.matcher(value).matches()) {
      why = "the tag " + key + " would hold characters that AWS does not allow: '" + value + "'";
    } else {
      return;
    }
    throw new UserError(
        ExitCode.REGISTRATION_FAILED,
        "Cannot register the container with SSM",
        why,
        "Check SSH_OWNER_TAG, TRAINING_JOB_NAME and TRAINING_JOB_ARN: letters, digits, spaces and"
            + " _.:/=+-@ are allowed.");
  }
}
