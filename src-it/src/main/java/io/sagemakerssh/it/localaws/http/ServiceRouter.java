package io.sagemakerssh.it.localaws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.Authenticated;
import io.sagemakerssh.it.localaws.auth.AuthenticationFailure;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialScope;
import io.sagemakerssh.it.localaws.auth.ManagedInstanceVerifier;
import io.sagemakerssh.it.localaws.auth.SigV4Verifier;
import io.sagemakerssh.it.localaws.auth.SignedRequest;
import io.sagemakerssh.it.localaws.auth.UriEncoding;
import io.sagemakerssh.it.localaws.iam.AccessDenied;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the service that a request is for, proves who calls, and has it answered. All services
 * share one address, so the service follows from the signature's scope, else from {@code
 * X-Amz-Target}, else from the path and form; what is left is S3's.
 */
public final class ServiceRouter {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRouter.class);
  private static final String MESSAGES = "ssmmessages";
  private static final String MANAGED_INSTANCE_PREFIX = "mi-";

  private final List<AwsService> services;
  private final SigV4Verifier verifier;
  private final ManagedInstanceVerifier instanceVerifier;
  private final Throttling throttling;

  public ServiceRouter(
      List<AwsService> services,
      SigV4Verifier verifier,
      ManagedInstanceVerifier instanceVerifier,
      Throttling throttling) {
    this.services = List.copyOf(services);
    this.verifier = verifier;
    this.instanceVerifier = instanceVerifier;
    this.throttling = throttling;
  }

  /** Answers any request, with an error where there is no better answer. */
  public AwsResponse answer(SignedRequest request, boolean secure) {
    String requestId = UUID.randomUUID().toString();
    AwsResponse response = answer(request, secure, requestId);
    return response.with("x-amzn-RequestId", requestId).with("x-amz-request-id", requestId);
  }

  private AwsResponse answer(SignedRequest request, boolean secure, String requestId) {
    Optional<AwsService> found = service(request);
    if (found.isEmpty()) {
      AwsError error = new AwsError(404, "UnknownOperationException", "No such service here");
      return Protocol.JSON.render(error, requestId);
    }
    AwsService service = found.get();
    Protocol protocol = service.protocol();
    try {
      return answer(service, request, secure);
    } catch (AwsError error) {
      return protocol.render(error, requestId);
    } catch (AccessDenied denied) {
      return protocol.render(protocol.denied(denied), requestId);
    } catch (AuthenticationFailure failure) {
      return protocol.render(protocol.unauthenticated(failure), requestId);
    } catch (RuntimeException bug) {
      LOG.error("{} {} failed: a bug of the local AWS", request.method(), request.rawPath(), bug);
      AwsError error = new AwsError(500, "InternalFailure", "A bug of the local AWS: " + bug);
      return protocol.render(error, requestId);
    }
  }

  private AwsResponse answer(AwsService service, SignedRequest request, boolean secure) {
    checkEncoding(request);
    String operation = operation(request);
    Authenticated authenticated = authenticate(service, operation, request);
    if (throttling.refuses(service.signingName() + ":" + operation)) {
      throw service.protocol().throttled();
    }
    return service.answer(
        new AwsRequest(
            request.method(),
            request.rawPath(),
            UriEncoding.decode(request.rawPath(), false),
            Parameters.parse(request.rawQuery()),
            new Headers(request.headers()).with(authenticated.trailers()),
            authenticated.body(),
            authenticated.caller(),
            secure));
  }

  /**
   * Who asks for a websocket of the message service: {@link Caller#ANONYMOUS} without a signature.
   *
   * @throws AuthenticationFailure if there is a signature and it does not hold
   */
  Caller upgrader(SignedRequest request) {
    checkEncoding(request);
    return CredentialScope.claimedBy(request).isEmpty()
        ? Caller.ANONYMOUS
        : verifier.verify(request, MESSAGES).caller();
  }

  private static void checkEncoding(SignedRequest request) {
    try {
      UriEncoding.decode(request.rawPath(), false);
      Parameters.parse(request.rawQuery());
    } catch (IllegalArgumentException malformed) {
      throw AwsError.badRequest("InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  private Authenticated authenticate(AwsService service, String operation, SignedRequest request) {
    Optional<CredentialScope> scope = CredentialScope.claimedBy(request);
    if (scope.isEmpty() && service.unsignedOperations().contains(operation)) {
      return new Authenticated(Caller.ANONYMOUS, request.body(), Map.of());
    }
    if (scope.isPresent() && scope.get().accessKeyId().startsWith(MANAGED_INSTANCE_PREFIX)) {
      return instanceVerifier.verify(request);
    }
    return verifier.verify(request, service.signingName());
  }

  private Optional<AwsService> service(SignedRequest request) {
    Optional<String> scope = scopeService(request);
    if (scope.isPresent()) {
      return named(scope.get());
    }
    Optional<String> target = request.header("x-amz-target");
    if (target.isPresent()) {
      return services.stream()
          .filter(service -> !service.targetPrefix().isEmpty())
          .filter(service -> target.get().startsWith(service.targetPrefix() + "."))
          .max(Comparator.comparingInt(service -> service.targetPrefix().length()));
    }
    Optional<AwsService> byPath =
        services.stream()
            .filter(service -> !service.pathPrefix().isEmpty())
            .filter(service -> request.rawPath().startsWith(service.pathPrefix()))
            .findFirst();
    if (byPath.isPresent()) {
      return byPath;
    }
    if (request.rawPath().startsWith("/v1/control-channel/")
        || request.rawPath().startsWith("/v1/data-channel/")) {
      return named(MESSAGES);
    }
    return named(form(request).has("Action") ? "sts" : "s3");
  }

  private static Optional<String> scopeService(SignedRequest request) {
    try {
      return CredentialScope.claimedBy(request).map(CredentialScope::service);
    } catch (AuthenticationFailure | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Optional<AwsService> named(String signingName) {
    return services.stream()
        .filter(service -> service.signingName().equals(signingName))
        .findFirst();
  }

  private static String operation(SignedRequest request) {
    Optional<String> target = request.header("x-amz-target");
    if (target.isPresent()) {
      return target.get().substring(target.get().lastIndexOf('.') + 1);
    }
    return form(request).first("Action").orElse(request.method());
  }

  private static Parameters form(SignedRequest request) {
    boolean form =
        request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    try {
      return Parameters.parse(form ? new String(request.body(), UTF_8) : "");
    } catch (IllegalArgumentException malformed) {
      return Parameters.parse("");
    }
  }
}
