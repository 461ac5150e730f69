package io.sagemakerssh.it.localaws.sagemaker;

import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.AccessDenied;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import io.sagemakerssh.it.localaws.s3.ObjectHeaders;
import io.sagemakerssh.it.localaws.s3.ObjectStore;
import io.sagemakerssh.it.localaws.s3.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * S3 with the rights of a job's role. What the role may not do, or what is not there, is a {@link
 * JobFailure}.
 */
final class JobStorage {
  private final ObjectStore store;
  private final AccessControl access;
  private final Caller role;

  JobStorage(ObjectStore store, AccessControl access, Caller role) {
    this.store = store;
    this.access = access;
    this.role = role;
  }

  byte[] read(S3Uri uri) {
    return attempt(
        "Data download failed",
        uri,
        () -> {
          access.demand(role, "s3:GetObject", arn(uri) + "/" + uri.key());
          return store.bucket(uri.bucket()).bytes(uri.key());
        });
  }

  /** The keys that start with the key of the URI; 1 at least. */
  List<String> list(S3Uri uri) {
    List<String> keys =
        attempt(
            "Data download failed",
            uri,
            () -> {
              RequestContext context = RequestContext.EMPTY.with("s3:prefix", uri.key());
              access.demand(role, "s3:ListBucket", arn(uri), context);
              return store.bucket(uri.bucket()).startingWith(uri.key()).stream()
                  .map(StoredObject::key)
                  .toList();
            });
    if (keys.isEmpty()) {
      throw JobFailure.ofClient(
          "Data download failed:NoSuchKey (404): No S3 objects found under S3 URL \""
              + uri
              + "\" given in input data source.");
    }
    return keys;
  }

  void write(S3Uri uri, byte[] bytes) {
    attempt(
        "Artifact upload failed",
        uri,
        () -> {
          access.demand(role, "s3:PutObject", arn(uri) + "/" + uri.key());
          return store
              .bucket(uri.bucket())
              .put(uri.key(), ObjectHeaders.none(), bytes, Optional.empty());
        });
  }

  private static String arn(S3Uri uri) {
    return "arn:aws:s3:::" + uri.bucket();
  }

  private static <T> T attempt(String otherwise, S3Uri uri, Supplier<T> action) {
    try {
      return action.get();
    } catch (AwsError refused) {
      throw JobFailure.ofClient(
          otherwise + ":" + refused.code() + ": " + refused.getMessage() + " (" + uri + ")");
    } catch (AccessDenied denied) {
      throw JobFailure.ofClient(otherwise + ":AccessDenied: " + denied.getMessage());
    }
  }
}
