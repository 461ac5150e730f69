package io.sagemakerssh.it.localaws.ssm;

import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;
import io.sagemakerssh.it.localaws.messages.ControlChannels;
import io.sagemakerssh.it.localaws.messages.JobListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All commands and their invocations, and what agents reply to them. */
final class Commands implements JobListener {
  private static final String SEND = "aws.ssm.";

  private final Map<String, Map<String, Invocation>> invocations = new ConcurrentHashMap<>();
  private final ControlChannels controlChannels;
  private final Clock clock;

  Commands(ControlChannels controlChannels, Clock clock) {
    this.controlChannels = controlChannels;
    this.clock = clock;
  }

  /** Starts a command on instances. */
  void start(Command command, Collection<String> instanceIds) {
    Map<String, Invocation> started = new LinkedHashMap<>();
    for (String id : instanceIds) {
      started.put(id, new Invocation(command, id, controlChannels));
    }
    invocations.put(command.id(), Map.copyOf(started));
    started.values().forEach(invocation -> invocation.tick(clock.instant()));
  }

  /** The invocations of a command by instance; empty if there is no such command. */
  Optional<Map<String, Invocation>> find(String commandId) {
    return Optional.ofNullable(invocations.get(commandId));
  }

  /** All invocations, the newest command's first. */
  List<Invocation> all() {
    List<Invocation> all = new ArrayList<>();
    invocations.values().forEach(ofOne -> all.addAll(ofOne.values()));
    all.sort(
        Comparator.comparing((Invocation invocation) -> invocation.command().requested())
            .reversed()
            .thenComparing(Invocation::instanceId));
    return all;
  }

  void tick() {
    for (Map<String, Invocation> ofOne : invocations.values()) {
      ofOne.values().forEach(invocation -> invocation.tick(clock.instant()));
    }
  }

  @Override
  public void acknowledged(String instanceId, JobAck ack) {
    invocation(instanceId, ack.jobId())
        .ifPresent(invocation -> invocation.acknowledged(ack, clock.instant()));
  }

  @Override
  public void replied(String instanceId, JobReply reply) {
    invocation(instanceId, reply.jobId())
        .ifPresent(invocation -> invocation.replied(reply.content(), clock.instant()));
  }

  /** The invocation that a job stands for; replies to cancel jobs belong to none. */
  private Optional<Invocation> invocation(String instanceId, String jobId) {
    String end = "." + instanceId;
    if (!jobId.startsWith(SEND)
        || !jobId.endsWith(end)
        || jobId.length() < SEND.length() + end.length()) {
      return Optional.empty();
    }
    String commandId = jobId.substring(SEND.length(), jobId.length() - end.length());
    return find(commandId).map(ofOne -> ofOne.get(instanceId));
  }
}
