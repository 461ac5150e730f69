package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.key.KeysPath;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
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
  public void put(String name, byte[] bytes) {
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
                        RequestBody.fromBytes(bytes)));
  }

  @Override
  public byte[] get(String name) {
    return call("read from", "s3:GetObject")
        .make(
            () ->
                aws.s3()
                    .getObjectAsBytes(
                        request ->
                            request
                                .bucket(place.bucket())
                                .key(prefix + name)
                                .expectedBucketOwner(place.account().orElse(null)))
                    .asByteArrayUnsafe());
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
