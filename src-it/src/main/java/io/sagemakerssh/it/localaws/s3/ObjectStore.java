package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The buckets of the account. Objects' bytes lie in files below a private directory, everything
 * else in memory: a store begins empty. Safe for several threads.
 */
public final class ObjectStore {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

  private final Path directory;
  private final Clock clock;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  public ObjectStore(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Creates a bucket; nothing happens if there is one of the name.
   *
   * @return whether it is new
   * @throws AwsError {@code InvalidBucketName}
   */
  public boolean createBucket(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..") || ADDRESS.matcher(name).matches()) {
      throw AwsError.badRequest("InvalidBucketName", "The specified bucket is not valid.");
    }
    Bucket bucket = new Bucket(name, directory.resolve(name), clock);
    return buckets.putIfAbsent(name, bucket) == null;
  }

  /**
   * The bucket of a name.
   *
   * @throws AwsError {@code NoSuchBucket}
   */
  public Bucket bucket(String name) {
    return Optional.ofNullable(buckets.get(name)).orElseThrow(S3Error::noSuchBucket);
  }

  /**
   * Deletes a bucket.
   *
   * @throws AwsError {@code NoSuchBucket} or {@code BucketNotEmpty}
   */
  void deleteBucket(String name) {
    if (!bucket(name).isEmpty()) {
      throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
    buckets.remove(name);
  }

  /** All buckets, by name. */
  List<Bucket> buckets() {
    return buckets.values().stream()
        .sorted((left, right) -> left.name().compareTo(right.name()))
        .toList();
  }
}
