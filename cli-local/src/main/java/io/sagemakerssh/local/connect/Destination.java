package io.sagemakerssh.local.connect;

import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.job.HostName;
import io.sagemakerssh.core.job.JobName;
import io.sagemakerssh.core.job.ResourceKind;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the user wants to go.
 *
 * @param alias the host name that OpenSSH checks the host key by
 * @param query how to find it
 */
public record Destination(String alias, InstanceQuery query) {
  private static final Pattern NODE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,62}");

  /**
   * Reads a job's name, a host name of ours, or an instance id.
   *
   * @param kind what a bare name is the name of
   * @param node the node, if one is chosen apart from the name
   * @throws UserError with {@link ExitCode#USAGE} if the text is none of these
   */
  public static Destination parse(String text, ResourceKind kind, Optional<String> node) {
    node.ifPresent(Destination::checkNode);
    if (InstanceId.isLikely(text)) {
      InstanceId id = new InstanceId(text);
      return new Destination(id.value(), InstanceQuery.of(id));
    }
    HostName host =
        HostName.isLikely(text) ? HostName.parse(text) : HostName.of(new JobName(text), kind);
    host.node().ifPresent(Destination::checkNode);
    HostName chosen = new HostName(host.job(), host.kind(), node.or(host::node));
    return new Destination(chosen.toString(), InstanceQuery.of(chosen));
  }

  /** The job, unless an instance was named. */
  public Optional<JobName> job() {
    return query.host().map(HostName::job);
  }

  private static void checkNode(String node) {
    if (!NODE.matcher(node).matches()) {
      throw new UserError(
          ExitCode.USAGE,
          "'" + node + "' is not a node's name",
          "nodes are called algo-1, algo-2 and so on",
          "See the nodes with: sm-local-ssh-training list");
    }
  }
}
