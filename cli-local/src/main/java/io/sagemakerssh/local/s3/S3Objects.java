package io.sagemakerssh.local.s3;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.nio.file.Path;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of S3 as files of this machine. */
public final class S3Objects {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CHANGED = 412;

  private final Supplier<S3Client> s3;

  public S3Objects(Supplier<S3Client> s3) {
    this.s3 = s3;
  }

  /**
   * Fetches an object.
   *
   * @param file must not exist
   * @throws UserError with {@link ExitCode#SOURCES_REFUSED} if there is no such object
   */
  public GetObjectResponse fetch(S3Location from, Path file) {
    return new AwsCall("fetch " + from, "s3:GetObject", from.arn())
        .make(
            () -> {
              try {
                return s3.get()
                    .getObject(
                        request -> request.bucket(from.bucket()).key(from.key()),
                        ResponseTransformer.toFile(file));
              } catch (NoSuchKeyException | NoSuchBucketException missing) {
                throw missing(from, missing);
              }
            });
  }

  /** Whether an object is there and may be read. */
  public boolean exists(S3Location object) {
    return new AwsCall("look for " + object, "s3:GetObject", object.arn())
        .make(
            () -> {
              try {
                s3.get().headObject(request -> request.bucket(object.bucket()).key(object.key()));
                return true;
              } catch (S3Exception failure) {
                // S3 says "forbidden" of what is not there to those who may not list the bucket.
                if (failure.statusCode() == NOT_FOUND || failure.statusCode() == FORBIDDEN) {
                  return false;
                }
                throw failure;
              }
            });
  }

  /** Uploads a file. */
  public void put(Path file, S3Location to) {
    put(file, to, PutObjectRequest.builder());
  }

  /**
   * Uploads a file in the place of an object, if that is still what was fetched; what S3 says of
   * the one holds for the other.
   *
   * @throws UserError with {@link ExitCode#SOURCES_REFUSED} if somebody else was quicker, or the
   *     object has tags, which would get lost
   */
  public void replace(Path file, S3Location object, GetObjectResponse fetched) {
    if (fetched.tagCount() != null && fetched.tagCount() > 0) {
      throw refused(
          object, "it has tags, which would get lost", "Give --output to write elsewhere.", null);
    }
    put(
        file,
        object,
        PutObjectRequest.builder()
            .ifMatch(fetched.eTag())
            .contentType(fetched.contentType())
            .contentEncoding(fetched.contentEncoding())
            .contentDisposition(fetched.contentDisposition())
            .cacheControl(fetched.cacheControl())
            .metadata(fetched.metadata())
            .storageClass(fetched.storageClassAsString())
            .serverSideEncryption(fetched.serverSideEncryptionAsString())
            .ssekmsKeyId(fetched.ssekmsKeyId()));
  }

  private void put(Path file, S3Location to, PutObjectRequest.Builder builder) {
    PutObjectRequest request = builder.bucket(to.bucket()).key(to.key()).build();
    new AwsCall("upload " + to, "s3:PutObject", to.arn())
        .make(
            () -> {
              try {
                return s3.get().putObject(request, RequestBody.fromFile(file));
              } catch (NoSuchBucketException missing) {
                throw missing(to, missing);
              } catch (S3Exception failure) {
                if (failure.statusCode() == CHANGED) {
                  throw refused(
                      to, "it has changed since it was fetched", "Run the command again.", failure);
                }
                throw failure;
              }
            });
  }

  private static UserError missing(S3Location place, SdkException cause) {
    boolean bucket = cause instanceof NoSuchBucketException;
    return refused(
        place,
        bucket ? "there is no bucket '" + place.bucket() + "'" : "there is no such object",
        bucket
            ? "Make it ('aws s3 mb s3://" + place.bucket() + "'), or name another."
            : "Look with: aws s3 ls " + place.parent(),
        cause);
  }

  private static UserError refused(
      S3Location place, String why, String advice, SdkException cause) {
    return new UserError(ExitCode.SOURCES_REFUSED, "Cannot use " + place, why, advice, cause);
  }
}
