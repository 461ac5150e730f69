package io.sagemakerssh.it.localaws.http;

import java.util.Map;
import java.util.UUID;

/** A Query service: the operation is named by the parameters {@code Action} and {@code Version}. */
public final class QueryService implements AwsService {
  private final String signingName;
  private final String version;
  private final Map<String, QueryOperation> operations;

  /**
   * @param version the one that clients must name
   * @param operations by their action
   */
  public QueryService(String signingName, String version, Map<String, QueryOperation> operations) {
    this.signingName = signingName;
    this.version = version;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public Protocol protocol() {
    return Protocol.QUERY;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    Parameters input = request.method().equals("GET") ? request.query() : request.form();
    String action = input.first("Action").orElse("");
    String asked = input.first("Version").orElse("");
    QueryOperation operation = asked.equals(version) ? operations.get(action) : null;
    if (operation == null) {
      throw AwsError.badRequest(
          "InvalidAction", "Could not find operation " + action + " for version " + asked);
    }
    return AwsResponse.xml(200, response(action, operation.answer(input, request)));
  }

  private String response(String action, String result) {
    String namespace = "https://" + signingName + ".amazonaws.com/doc/" + version + "/";
    String requestId = Xml.element("RequestId", UUID.randomUUID().toString());
    return """
        <%1$sResponse xmlns="%2$s"><%1$sResult>%3$s</%1$sResult>\
        <ResponseMetadata>%4$s</ResponseMetadata></%1$sResponse>"""
        .formatted(action, namespace, result, requestId);
  }
}
