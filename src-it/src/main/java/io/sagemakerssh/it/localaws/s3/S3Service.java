package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Protocol;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import java.util.Map;
import java.util.Set;

/** S3: finds the operation that method, path and query mean. */
public final class S3Service implements AwsService {
  /** What asks for operations that this stand-in does not have. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "attributes",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "tagging",
          "torrent",
          "versioning",
          "versions",
          "website");

  private final BucketOperations buckets;
  private final ListOperations lists;
  private final ObjectReads reads;
  private final ObjectWrites writes;
  private final MultipartOperations multipart;

  public S3Service(ObjectStore store, AccessControl access, String region) {
    this.buckets = new BucketOperations(store, access, region);
    this.lists = new ListOperations(store, access);
    this.reads = new ObjectReads(store, access);
    this.writes = new ObjectWrites(store, access);
    this.multipart = new MultipartOperations(store, access);
  }

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public Protocol protocol() {
    return Protocol.S3;
  }

  @Override
  public AwsResponse answer(AwsRequest http) {
    S3Request request = S3Request.of(http);
    for (Map.Entry<String, String> parameter : http.query().entries()) {
      if (UNKNOWN.contains(parameter.getKey())) {
        throw S3Error.notImplemented("The parameter " + parameter.getKey());
      }
    }
    if (request.bucket().isEmpty()) {
      return account(request);
    }
    return request.key().isEmpty() ? bucket(request) : object(request);
  }

  private AwsResponse account(S3Request request) {
    if (request.http().method().equals("GET")) {
      return buckets.list(request);
    }
    throw notAllowed();
  }

  private AwsResponse bucket(S3Request request) {
    return switch (request.http().method()) {
      case "GET" -> bucketContent(request);
      case "HEAD" -> buckets.head(request);
      case "PUT" -> buckets.create(request);
      case "DELETE" -> buckets.delete(request);
      case "POST" -> {
        if (!request.has("delete")) {
          throw notAllowed();
        }
        yield writes.deleteMany(request);
      }
      default -> throw notAllowed();
    };
  }

  private AwsResponse bucketContent(S3Request request) {
    if (request.has("location")) {
      return buckets.location(request);
    }
    if (request.has("uploads")) {
      return multipart.listUploads(request);
    }
    return request.query("list-type").orElse("").equals("2")
        ? lists.newer(request)
        : lists.elder(request);
  }

  private AwsResponse object(S3Request request) {
    boolean upload = request.has("uploadId");
    return switch (request.http().method()) {
      case "GET" -> upload ? multipart.listParts(request) : reads.get(request);
      case "HEAD" -> reads.head(request);
      case "PUT" -> put(request, upload);
      case "DELETE" -> upload ? multipart.abort(request) : writes.delete(request);
      case "POST" -> {
        if (request.has("uploads")) {
          yield multipart.create(request);
        }
        if (!upload) {
          throw notAllowed();
        }
        yield multipart.complete(request);
      }
      default -> throw notAllowed();
    };
  }

  private AwsResponse put(S3Request request, boolean part) {
    boolean copy = request.header("x-amz-copy-source").isPresent();
    if (part) {
      return copy ? multipart.copyPart(request) : multipart.uploadPart(request);
    }
    return copy ? writes.copy(request) : writes.put(request);
  }

  private static AwsError notAllowed() {
    return new AwsError(
        405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}
