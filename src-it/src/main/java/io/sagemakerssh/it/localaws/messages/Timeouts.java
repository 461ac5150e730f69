package io.sagemakerssh.it.localaws.messages;

import java.time.Duration;

/**
 * How long the service waits.
 *
 * @param agentOpens for an agent to open its data channel once a session starts
 * @param agentReturns for an agent whose data channel broke
 * @param agentLeaves for an agent to leave the data channel of a session that is over, and for
 *     output still on its way
 * @param idle for any traffic in a session
 */
public record Timeouts(
    Duration agentOpens, Duration agentReturns, Duration agentLeaves, Duration idle) {

  /** Close to AWS's, as far as these are known. */
  public static final Timeouts USUAL =
      new Timeouts(
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofMinutes(20));
}
