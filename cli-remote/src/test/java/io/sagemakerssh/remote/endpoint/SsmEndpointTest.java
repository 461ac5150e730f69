package io.sagemakerssh.remote.endpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.endpoint.SsmEndpoint.Signer;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SsmEndpointTest {
  private static final AwsCall CALL = new AwsCall("register", "ssm:CreateActivation", "*");

  @Test
  void namesTheEndpointAndTheProxyThatDoNotAnswer() {
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL", "http://ssm.test",
            "AWS_REGION", "eu-west-1",
            "HTTP_PROXY", "http://127.0.0.1:1");
    try (AwsClients clients = new AwsClients(AwsSettings.of(new Environment(environment)))) {
      SsmEndpoint endpoint = SsmEndpoint.of(clients);
      ThrowingCallable call =
          () ->
              CALL.make(
                  () -> endpoint.call("CreateActivation", new JsonObject(), Signer.ANONYMOUS));

      assertThatThrownBy(call)
          .isInstanceOf(UserError.class)
          .extracting(error -> ((UserError) error).why())
          .asString()
          .startsWith("the endpoint http://ssm.test cannot be reached through the proxy 127.0.0.1");
    }
  }
}
