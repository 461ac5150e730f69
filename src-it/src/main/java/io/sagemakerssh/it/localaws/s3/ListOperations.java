package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.UriEncoding;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.RequestContext;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ListObjectsV2 and its elder, ListObjects. */
final class ListOperations {
  private static final int MOST_KEYS = 1000;

  private final ObjectStore store;
  private final AccessControl access;

  ListOperations(ObjectStore store, AccessControl access) {
    this.store = store;
    this.access = access;
  }

  AwsResponse newer(S3Request request) {
    Optional<String> token = request.query("continuation-token").filter(t -> !t.isEmpty());
    String startAfter = request.query("start-after").orElse("");
    ListingQuery query = query(request, token.map(ListOperations::decoded).orElse(startAfter));
    ListingPage page = page(request, query);
    UnaryOperator<String> encoding = encoding(request);
    XmlBody body = head(request, query, encoding).element("KeyCount", page.count());
    token.ifPresent(value -> body.element("ContinuationToken", value));
    if (!startAfter.isEmpty()) {
      body.element("StartAfter", encoding.apply(startAfter));
    }
    body.element("IsTruncated", page.truncated());
    if (page.truncated()) {
      body.element("NextContinuationToken", encoded(page.last()));
    }
    boolean owner = request.query("fetch-owner").orElse("").equals("true");
    return entries(request, body, page, encoding, owner).response();
  }

  AwsResponse elder(S3Request request) {
    String marker = request.query("marker").orElse("");
    ListingQuery query = query(request, marker);
    ListingPage page = page(request, query);
    UnaryOperator<String> encoding = encoding(request);
    XmlBody body = head(request, query, encoding).element("Marker", encoding.apply(marker));
    body.element("IsTruncated", page.truncated());
    if (page.truncated() && !query.delimiter().isEmpty()) {
      body.element("NextMarker", encoding.apply(page.last()));
    }
    return entries(request, body, page, encoding, true).response();
  }

  private ListingPage page(S3Request request, ListingQuery query) {
    RequestContext context =
        RequestContext.EMPTY
            .with("s3:prefix", query.prefix())
            .with("s3:delimiter", query.delimiter());
    access.demand(request.http().caller(), "s3:ListBucket", request.bucketArn(), context);
    return store.bucket(request.bucket()).list(query);
  }

  private static ListingQuery query(S3Request request, String after) {
    int maxKeys = request.number("max-keys", 0, Integer.MAX_VALUE, MOST_KEYS);
    return new ListingQuery(
        request.query("prefix").orElse(""),
        request.query("delimiter").orElse(""),
        after,
        Math.min(maxKeys, MOST_KEYS));
  }

  private static XmlBody head(
      S3Request request, ListingQuery query, UnaryOperator<String> encoding) {
    XmlBody body =
        XmlBody.of("ListBucketResult")
            .element("Name", request.bucket())
            .element("Prefix", encoding.apply(query.prefix()))
            .element("MaxKeys", query.maxKeys());
    if (!query.delimiter().isEmpty()) {
      body.element("Delimiter", encoding.apply(query.delimiter()));
    }
    request.query("encoding-type").ifPresent(type -> body.element("EncodingType", type));
    return body;
  }

  private static XmlBody entries(
      S3Request request,
      XmlBody body,
      ListingPage page,
      UnaryOperator<String> encoding,
      boolean owner) {
    for (StoredObject object : page.contents()) {
      body.open("Contents")
          .element("Key", encoding.apply(object.key()))
          .time("LastModified", object.lastModified())
          .element("ETag", object.quotedEtag())
          .element("Size", object.size())
          .element("StorageClass", "STANDARD");
      object
          .checksum()
          .ifPresent(checksum -> body.element("ChecksumAlgorithm", checksum.algorithm()));
      if (owner) {
        body.open("Owner").element("ID", request.http().caller().account()).close();
      }
      body.close();
    }
    for (String prefix : page.commonPrefixes()) {
      body.open("CommonPrefixes").element("Prefix", encoding.apply(prefix)).close();
    }
    return body;
  }

  private static UnaryOperator<String> encoding(S3Request request) {
    Optional<String> type = request.query("encoding-type");
    if (type.isPresent() && !type.get().equals("url")) {
      throw S3Error.invalidArgument("Invalid Encoding Method specified in Request");
    }
    return type.isPresent() ? text -> UriEncoding.encode(text, true) : UnaryOperator.identity();
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw S3Error.invalidArgument("The continuation token provided is incorrect");
    }
  }
}
