package io.sagemakerssh.it.localaws.http;

/** One operation of a Query service. */
@FunctionalInterface
public interface QueryOperation {
  /**
   * Does it.
   *
   * @param input the request's parameters
   * @param request the whole request, for its caller
   * @return the content of the answer's result element, XML
   * @throws AwsError for what the service refuses
   */
  String answer(Parameters input, AwsRequest request);
}
