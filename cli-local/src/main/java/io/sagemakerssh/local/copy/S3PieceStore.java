package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.key.KeysPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Pieces as objects of S3, under names that nobody guesses. */
public final class S3PieceStore implements PieceStore, AutoCloseable {
  /** What lies here may be read and deleted by the laptop's policy, unlike public keys. */
  private static final String DIRECTORY = "cp/";

  private static final Duration VALID = Duration.ofHours(1);

  private final AwsClients aws;
  private final KeysPath place;
  private final String prefix;
  private final S3Presigner presigner;

  /** A store of one run of the program. */
  public S3PieceStore(AwsClients aws, KeysPath place) {
    this.aws = aws;
    this.place = place;
    this.prefix = place.prefix() + DIRECTORY + UUID.randomUUID() + "/";
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(aws.region())
            .credentialsProvider(aws.credentials())
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(aws.settings().endpoint().isPresent())
                    .build());
    aws.settings().endpoint().ifPresent(builder::endpointOverride);
    this.presigner = builder.build();
  }

  @Override
  public void put(String name, byte[] bytes, PieceProgress progress) {
    call("write to", "s3:PutObject")
        .make(
            () ->
                aws.s3()
                    .putObject(
                        request ->
                            request
                                .bucket(place.bucket())
                                .key(prefix + name)
                                .expectedBucketOwner(place.account().orElse(null)),
                        RequestBody.fromContentProvider(
                            () -> new CountedBytes(bytes, progress),
                            bytes.length,
                            "application/octet-stream")));
  }

  @Override
  public byte[] get(String name, int length, PieceProgress progress) {
    return call("read from", "s3:GetObject")
        .make(
            () ->
                aws.s3()
                    .getObject(
                        request ->
                            request
                                .bucket(place.bucket())
                                .key(prefix + name)
                                .expectedBucketOwner(place.account().orElse(null)),
                        (answer, content) -> read(content, length, progress)));
  }

  private static byte[] read(InputStream content, int length, PieceProgress progress) {
    progress.again();
    byte[] bytes = new byte[length];
    try {
      int done = 0;
      for (int count; (count = content.read(bytes, done, length - done)) > 0; done += count) {
        progress.moved(count);
      }
      if (done < length || content.read() >= 0) {
        throw new IOException("the object has another length");
      }
      return bytes;
    } catch (IOException broken) {
      throw RetryableException.create("Reading from S3 broke", broken);
    }
  }

  /** Bytes that are counted as they are read; whoever begins again is not counted twice. */
  private static final class CountedBytes extends ByteArrayInputStream {
    private final PieceProgress progress;

    CountedBytes(byte[] bytes, PieceProgress progress) {
      super(bytes);
      this.progress = progress;
      progress.again();
    }

    @Override
    public synchronized int read() {
      int one = super.read();
      progress.moved(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      int count = super.read(into, offset, length);
      progress.moved(Math.max(0, count));
      return count;
    }

    @Override
    public synchronized void reset() {
      super.reset();
      progress.again();
    }
  }

  @Override
  public void delete(String name) {
    call("delete what was copied through", "s3:DeleteObject")
        .make(
            () ->
                aws.s3()
                    .deleteObject(request -> request.bucket(place.bucket()).key(prefix + name)));
  }

  @Override
  public URL readable(String name) {
    return presigner
        .presignGetObject(
            presign ->
                presign
                    .signatureDuration(VALID)
                    .getObjectRequest(get -> get.bucket(place.bucket()).key(prefix + name)))
        .url();
  }

  @Override
  public URL writable(String name, long length) {
    return presigner
        .presignPutObject(
            presign ->
                presign
                    .signatureDuration(VALID)
                    .putObjectRequest(
                        put -> put.bucket(place.bucket()).key(prefix + name).contentLength(length)))
        .url();
  }

  @Override
  public void close() {
    presigner.close();
  }

  private AwsCall call(String what, String action) {
    String arn = "arn:aws:s3:::" + place.bucket() + "/" + place.prefix() + DIRECTORY + "*";
    return new AwsCall(what + " s3://" + place.bucket(), action, arn);
  }
}
