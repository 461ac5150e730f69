package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.iam.Account;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import io.sagemakerssh.it.localaws.messages.ControlChannels;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The managed instances of the account. */
final class ManagedInstances {
  static final String ONLINE = "Online";
  private static final String CONNECTION_LOST = "ConnectionLost";

  /** How long a ping counts for an instance without a control channel. */
  private static final Duration PING_COUNTS = Duration.ofSeconds(30);

  private final Map<String, ManagedInstance> instances = new ConcurrentHashMap<>();
  private final ControlChannels controlChannels;
  private final Account account;
  private final Clock clock;

  ManagedInstances(ControlChannels controlChannels, Account account, Clock clock) {
    this.controlChannels = controlChannels;
    this.account = account;
    this.clock = clock;
  }

  void add(ManagedInstance instance) {
    instances.put(instance.id(), instance);
  }

  void remove(String id) {
    instances.remove(id);
  }

  Optional<ManagedInstance> find(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  Optional<PublicKey> publicKey(String id) {
    return find(id).map(ManagedInstance::publicKey);
  }

  /** All, in a fixed order. */
  List<ManagedInstance> all() {
    return instances.values().stream().sorted(Comparator.comparing(ManagedInstance::id)).toList();
  }

  /**
   * The instance of that id.
   *
   * @throws AwsError {@code InvalidInstanceId} if it is not registered
   */
  ManagedInstance demand(String id) {
    return find(id).orElseThrow(() -> invalid(List.of(id)));
  }

  AwsError invalid(List<String> ids) {
    return AwsError.badRequest(
        "InvalidInstanceId",
        "Instances [" + ids + "] not in a valid state for account " + account.number());
  }

  /** By the control channel; for a moment after a ping also without. */
  String pingStatus(ManagedInstance instance) {
    if (controlChannels.isOffline(instance.id()) || instance.lastPing().isEmpty()) {
      return CONNECTION_LOST;
    }
    boolean recent = instance.lastPing().get().plus(PING_COUNTS).isAfter(clock.instant());
    return recent
            || controlChannels.connected(instance.id())
            || controlChannels.isDeaf(instance.id())
        ? ONLINE
        : CONNECTION_LOST;
  }

  /** The instance's ARN, whether or not it is registered. */
  String arn(String id) {
    return account.arn("ssm", "managed-instance/" + id);
  }

  /** The condition keys of a request about the instance: its tags. */
  RequestContext context(String id) {
    Map<String, String> tags = find(id).map(ManagedInstance::tags).orElseGet(Map::of);
    return RequestContext.EMPTY.withTags("ssm:resourceTag", tags).withTags("aws:ResourceTag", tags);
  }
}
