package io.sagemakerssh.remote.daemon;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the daemon is, kept in a JSON file that other processes read: {@code pid}, {@code state}
 * (lower case), {@code sshPort}, {@code hostKey}, {@code instanceId}, {@code online} and, after a
 * failure, {@code failure} with {@code exitCode}, {@code what}, {@code why}, {@code advice}.
 *
 * @param pid the daemon's process id
 * @param state how far it is
 * @param sshPort the SSH server's port, 0 before it listens
 * @param hostKey its public host key, empty before it listens
 * @param instanceId the managed instance's id, empty before it is registered
 * @param failure why the daemon gave up
 */
public record DaemonStatus(
    long pid,
    State state,
    int sshPort,
    String hostKey,
    String instanceId,
    Optional<UserError> failure) {

  /** The daemon's steps, in their order. */
  public enum State {
    STARTING,
    SSH_READY,
    REGISTERED,
    ONLINE,
    FAILED
  }

  static DaemonStatus starting(long pid) {
    return new DaemonStatus(pid, State.STARTING, 0, "", "", Optional.empty());
  }

  DaemonStatus sshReady(int port, String key) {
    return new DaemonStatus(pid, State.SSH_READY, port, key, instanceId, failure);
  }

  DaemonStatus registered(String id) {
    return new DaemonStatus(pid, State.REGISTERED, sshPort, hostKey, id, failure);
  }

  DaemonStatus online() {
    return new DaemonStatus(pid, State.ONLINE, sshPort, hostKey, instanceId, failure);
  }

  DaemonStatus failed(UserError error) {
    return new DaemonStatus(pid, State.FAILED, sshPort, hostKey, instanceId, Optional.of(error));
  }

  /** Whether the daemon has given up. */
  public boolean hasFailed() {
    return state == State.FAILED;
  }

  /** Whether the container is registered, or will never be. */
  public boolean isSettled() {
    return !instanceId.isEmpty() || hasFailed();
  }

  /** How the SSM agent is, as a sentence. */
  public String agentSentence() {
    return switch (state) {
      case STARTING, SSH_READY -> "The SSM agent is not registered yet.";
      case REGISTERED -> "The SSM agent is registered as " + instanceId + " and not online yet.";
      case ONLINE -> "The SSM agent is online as " + instanceId + ".";
      case FAILED ->
          "The SSM agent is not running: " + failure.map(UserError::what).orElse("it failed") + ".";
    };
  }

  /** The status in the file; empty if no daemon has written one that can be read. */
  public static Optional<DaemonStatus> read(Path file) {
    try {
      return Optional.of(parse(JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException
        | JsonParseException
        | IllegalArgumentException
        | IllegalStateException
        | NullPointerException damaged) {
      return Optional.empty();
    }
  }

  /**
   * Replaces the file.
   *
   * @throws UserError if it cannot be written
   */
  void write(Path file) {
    JsonObject json = new JsonObject();
    json.addProperty("pid", pid);
    json.addProperty("state", state.name().toLowerCase(Locale.ROOT));
    json.addProperty("sshPort", sshPort);
    json.addProperty("hostKey", hostKey);
    json.addProperty("instanceId", instanceId);
    json.addProperty("online", state == State.ONLINE);
    failure.ifPresent(error -> json.add("failure", json(error)));
    PrivateFiles.write(file, json + "\n");
  }

  private static DaemonStatus parse(JsonObject json) {
    JsonElement failure = json.get("failure");
    return new DaemonStatus(
        json.get("pid").getAsLong(),
        State.valueOf(json.get("state").getAsString().toUpperCase(Locale.ROOT)),
        json.get("sshPort").getAsInt(),
        json.get("hostKey").getAsString(),
        json.get("instanceId").getAsString(),
        Optional.ofNullable(failure).map(error -> error(error.getAsJsonObject())));
  }

  private static JsonObject json(UserError error) {
    JsonObject json = new JsonObject();
    json.addProperty("exitCode", error.exitCode().name());
    json.addProperty("what", error.what());
    json.addProperty("why", error.why());
    json.addProperty("advice", error.advice());
    return json;
  }

  private static UserError error(JsonObject json) {
    return new UserError(
        ExitCode.valueOf(json.get("exitCode").getAsString()),
        json.get("what").getAsString(),
        json.get("why").getAsString(),
        json.get("advice").getAsString());
  }
}
