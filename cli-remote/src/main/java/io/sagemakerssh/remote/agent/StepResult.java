package io.sagemakerssh.remote.agent;

import java.time.Instant;

/**
 * What became of one step.
 *
 * @param code the exit code
 * @param out its standard output
 * @param err its standard error
 */
record StepResult(
    CommandStep step,
    ReplyStatus status,
    int code,
    String out,
    String err,
    Instant start,
    Instant end) {}
