package io.sagemakerssh.local.job;

import java.time.Instant;

/**
 * A line of a job's log.
 *
 * @param id CloudWatch's name for it
 * @param node whose it is: {@code algo-1}
 */
public record LogLine(String id, String node, Instant at, String message) {}
