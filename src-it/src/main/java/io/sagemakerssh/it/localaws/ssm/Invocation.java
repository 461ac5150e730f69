package io.sagemakerssh.it.localaws.ssm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.wire.AgentMessage;
import io.sagemakerssh.core.session.wire.Flags;
import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobSend;
import io.sagemakerssh.core.session.wire.MessageType;
import io.sagemakerssh.it.localaws.messages.ControlChannels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command on one instance: sent again and again until the agent acknowledges it; what is final
 * stays so, as an agent's replies may come in any order. Safe for several threads.
 */
final class Invocation {
  private static final Duration RESEND = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Command command;
  private final String instanceId;
  private final ControlChannels controlChannels;
  private final Map<String, PluginResult> results = new LinkedHashMap<>();
  private CommandStatus status = CommandStatus.PENDING;
  private Instant lastSent = Instant.MIN;
  private Optional<Instant> accepted = Optional.empty();

  Invocation(Command command, String instanceId, ControlChannels controlChannels) {
    this.command = command;
    this.instanceId = instanceId;
    this.controlChannels = controlChannels;
  }

  Command command() {
    return command;
  }

  String instanceId() {
    return instanceId;
  }

  synchronized CommandStatus status() {
    return status;
  }

  synchronized List<PluginResult> results() {
    return List.copyOf(results.values());
  }

  /** Sends what must be sent and ends what has taken too long. */
  synchronized void tick(Instant now) {
    if (status == CommandStatus.PENDING && now.isAfter(command.expires())) {
      status = CommandStatus.DELIVERY_TIMED_OUT;
    } else if (status == CommandStatus.PENDING && now.isAfter(lastSent.plus(RESEND))) {
      if (send(command.job(instanceId), now)) {
        lastSent = now;
      }
    } else if (!status.terminal() && accepted.isPresent()) {
      Instant end = accepted.get().plus(command.execution()).plus(GRACE);
      if (now.isAfter(end)) {
        status = CommandStatus.TIMED_OUT;
      }
    }
  }

  synchronized void acknowledged(JobAck ack, Instant now) {
    if (status != CommandStatus.PENDING) {
      return;
    }
    switch (ack.statusCode()) {
      case JobAck.ACCEPTED, JobAck.DUPLICATE_COMMAND -> {
        status = CommandStatus.IN_PROGRESS;
        accepted = Optional.of(now);
      }
      case JobAck.BUFFER_FULL -> {
        // sent again until its delivery times out
      }
      default -> status = CommandStatus.FAILED;
    }
  }

  /** Takes in a reply: {@code documentStatus} and what {@code runtimeStatus} holds. */
  synchronized void replied(JsonObject content, Instant now) {
    JsonElement runtime = content.get("runtimeStatus");
    if (runtime != null && runtime.isJsonObject()) {
      runtime.getAsJsonObject().entrySet().stream()
          .filter(step -> step.getValue().isJsonObject())
          .forEach(step -> take(step.getKey(), step.getValue().getAsJsonObject()));
    }
    if (status.terminal()) {
      return;
    }
    if (accepted.isEmpty()) {
      accepted = Optional.of(now);
    }
    JsonElement word = content.get("documentStatus");
    CommandStatus next =
        CommandStatus.ofAgent(word != null && word.isJsonPrimitive() ? word.getAsString() : "");
    if (next.terminal() || status == CommandStatus.PENDING) {
      status = next;
    }
  }

  /** Cancels it, at once if no agent has it yet. */
  synchronized void cancel(String cancelId, Instant now) {
    if (status == CommandStatus.PENDING && lastSent == Instant.MIN) {
      status = CommandStatus.CANCELLED;
    } else if (!status.terminal() && send(command.cancelJob(instanceId, cancelId), now)) {
      status = CommandStatus.CANCELLING;
      accepted = Optional.of(accepted.orElse(now));
    }
  }

  private void take(String step, JsonObject json) {
    PluginResult before = results.get(step);
    if (before == null || !before.status().terminal()) {
      results.put(step, PluginResult.of(json));
    }
  }

  private boolean send(JobSend job, Instant now) {
    return controlChannels.send(
        instanceId, AgentMessage.of(MessageType.AGENT_JOB, Flags.NONE, now, job));
  }
}
