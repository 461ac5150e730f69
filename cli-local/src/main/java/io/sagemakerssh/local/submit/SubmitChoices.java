package io.sagemakerssh.local.submit;

import io.sagemakerssh.local.s3.S3Location;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the user has chosen; the rest comes from the request, and then from the usual.
 *
 * @param ssmRole the managed instance's role
 * @param owner the UserId of who may connect
 * @param waitTime how long the container waits before it trains
 * @param instanceCount on how many nodes SSH starts
 * @param entryPoint the image's own entry point; chooses {@link Way#BUNDLE}
 * @param uploads below which directory everything is uploaded
 */
public record SubmitChoices(
    Optional<String> ssmRole,
    Optional<String> owner,
    Optional<Duration> waitTime,
    Optional<Integer> instanceCount,
    Optional<List<String>> entryPoint,
    Optional<S3Location> uploads) {}
