package io.sagemakerssh.core.aws;

import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Logs each answer of AWS, with what AWS's support asks for; of the request only whom it asked. */
final class CallLog implements ExecutionInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private static final ExecutionAttribute<Long> SENT = new ExecutionAttribute<>("SentNanoTime");

  /** Whether anybody reads it. */
  static boolean isWanted() {
    return LOG.isDebugEnabled();
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, System.nanoTime());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
    URI asked = call.httpRequest().getUri();
    SdkHttpResponse answer = call.httpResponse();
    LOG.debug(
        "{} {}: {} of {}://{} in {} ms, request id {}",
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        answer.statusCode(),
        asked.getScheme(),
        asked.getRawAuthority(),
        Duration.ofNanos(System.nanoTime() - attributes.getAttribute(SENT)).toMillis(),
        answer
            .firstMatchingHeader("x-amzn-RequestId")
            .or(() -> answer.firstMatchingHeader("x-amz-request-id"))
            .orElse("unknown"));
  }
}
