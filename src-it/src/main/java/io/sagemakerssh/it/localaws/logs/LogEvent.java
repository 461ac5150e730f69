package io.sagemakerssh.it.localaws.logs;

/**
 * A line of a log.
 *
 * @param id grows with every event of the store
 * @param timestamp milliseconds since the epoch, as its writer says
 * @param ingestionTime milliseconds since the epoch, when it came in
 */
public record LogEvent(long id, long timestamp, long ingestionTime, String message) {}
