package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bucket: its objects and unfinished uploads. All access is guarded by the bucket itself. */
public final class Bucket {
  private static final int LONGEST_KEY = 1024;

  private final String name;
  private final Instant created;
  private final ObjectFiles files;
  private final Clock clock;
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>(KeyOrder.UTF8_BYTES);
  private final Map<String, MultipartUpload> uploads = new LinkedHashMap<>();

  Bucket(String name, Path directory, Clock clock) {
    this.name = name;
    this.files = new ObjectFiles(directory);
    this.clock = clock;
    this.created = clock.instant();
  }

  public String name() {
    return name;
  }

  Instant created() {
    return created;
  }

  /** Stores an object, replacing one of the same key. */
  public StoredObject put(
      String key, ObjectHeaders headers, byte[] body, Optional<ObjectChecksum> checksum) {
    return put(key, headers, body, checksum, existing -> {});
  }

  /**
   * Stores an object if the one that it would replace passes a check.
   *
   * @param check throws what is to be thrown instead
   */
  synchronized StoredObject put(
      String key,
      ObjectHeaders headers,
      byte[] body,
      Optional<ObjectChecksum> checksum,
      Consumer<Optional<StoredObject>> check) {
    checkKey(key);
    check.accept(Optional.ofNullable(objects.get(key)));
    String etag = Digests.hex(Digests.md5(body));
    return store(
        new StoredObject(
            key, files.write(body), body.length, etag, clock.instant(), headers, checksum));
  }

  /** The object, if there is one. */
  public synchronized Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /**
   * Looks at an object while nobody can replace it.
   *
   * @throws AwsError {@code NoSuchKey}
   */
  synchronized <T> T reading(String key, Function<StoredObject, T> reader) {
    return reader.apply(find(key).orElseThrow(S3Error::noSuchKey));
  }

  /**
   * The bytes of an object.
   *
   * @throws AwsError {@code NoSuchKey}
   */
  public byte[] bytes(String key) {
    return reading(key, object -> bytes(object, ByteRange.whole(object.size())));
  }

  /** Some bytes of an object; only inside {@link #reading}. */
  byte[] bytes(StoredObject object, ByteRange range) {
    return files.read(object.file(), range);
  }

  /** Deletes an object; nothing happens if there is none. */
  synchronized void delete(String key) {
    StoredObject old = objects.remove(key);
    if (old != null) {
      files.delete(old.file());
    }
  }

  synchronized boolean isEmpty() {
    return objects.isEmpty();
  }

  synchronized ListingPage list(ListingQuery query) {
    return query.page(objects);
  }

  /** All objects whose keys start with a prefix, in order. */
  public synchronized List<StoredObject> startingWith(String prefix) {
    return objects.tailMap(prefix, true).values().stream()
        .takeWhile(object -> object.key().startsWith(prefix))
        .toList();
  }

  synchronized MultipartUpload beginUpload(
      String key, ObjectHeaders headers, Optional<ChecksumAlgorithm> algorithm, boolean composite) {
    checkKey(key);
    MultipartUpload upload =
        new MultipartUpload(
            UUID.randomUUID().toString(), key, headers, algorithm, composite, clock.instant());
    uploads.put(upload.id(), upload);
    return upload;
  }

  /** The unfinished uploads, oldest first. */
  synchronized List<MultipartUpload> uploads() {
    return List.copyOf(uploads.values());
  }

  synchronized MultipartUpload upload(String key, String id) {
    MultipartUpload upload = uploads.get(id);
    if (upload == null || !upload.key().equals(key)) {
      throw S3Error.noSuchUpload();
    }
    return upload;
  }

  synchronized UploadedPart putPart(
      String key, String id, int number, byte[] body, Optional<ObjectChecksum> checksum) {
    MultipartUpload upload = upload(key, id);
    UploadedPart part = upload.part(number, files.write(body), body, checksum, clock.instant());
    upload.put(part).ifPresent(old -> files.delete(old.file()));
    return part;
  }

  /**
   * Makes an object of an upload's parts.
   *
   * @param stated the checksum that the object shall have
   * @throws AwsError if a part is missing, of another ETag, too small or out of order
   */
  synchronized StoredObject complete(
      String key, String id, List<CompletedPart> chosen, Optional<ObjectChecksum> stated) {
    MultipartUpload upload = upload(key, id);
    List<UploadedPart> parts = upload.chosen(chosen);
    Path joined = files.join(parts.stream().map(UploadedPart::file).toList());
    long size = parts.stream().mapToLong(UploadedPart::size).sum();
    Optional<ObjectChecksum> checksum =
        upload.checksum(parts, () -> files.read(joined, ByteRange.whole(size)));
    if (stated.isPresent() && !stated.equals(checksum)) {
      files.delete(joined);
      throw BodyDigests.badDigest(stated.get().algorithm().name());
    }
    forget(upload);
    return store(
        new StoredObject(
            key,
            joined,
            size,
            MultipartUpload.etag(parts),
            clock.instant(),
            upload.headers(),
            checksum));
  }

  synchronized void abort(String key, String id) {
    forget(upload(key, id));
  }

  private void forget(MultipartUpload upload) {
    uploads.remove(upload.id());
    upload.parts().forEach(part -> files.delete(part.file()));
  }

  private StoredObject store(StoredObject object) {
    StoredObject old = objects.put(object.key(), object);
    if (old != null) {
      files.delete(old.file());
    }
    return object;
  }

  private static void checkKey(String key) {
    if (key.getBytes(UTF_8).length > LONGEST_KEY) {
      throw AwsError.badRequest("KeyTooLongError", "Your key is too long");
    }
  }
}
