package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.local.doctor.ServiceEndpoint.Answer;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Whether the services' endpoints answer at all. */
record EndpointsCheck(Case of) implements Check {
  static final String NAME = "endpoints";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(RegionCheck.NAME, ProxyCheck.NAME);
  }

  @Override
  public Finding look() {
    List<Answer> silent =
        of.endpoints().stream().filter(answer -> answer.failure().isPresent()).toList();
    if (silent.isEmpty()) {
      return Finding.ok(of.endpoints().size() == 1 ? "it answers" : "all answer");
    }
    Answer first =
        silent.stream().filter(a -> a.endpoint().required()).findFirst().orElse(silent.get(0));
    ServiceEndpoint endpoint = first.endpoint();
    UserError error =
        new AwsCall("reach " + endpoint.uri() + " (" + endpoint.services() + ")", "", "*")
            .failure(SdkClientException.create("no answer", first.failure().orElseThrow()));
    return endpoint.required()
        ? Finding.fail(error)
        : Finding.warn(
            error.what() + ": " + error.why(), error.advice(), ExitCode.ENDPOINT_UNREACHABLE);
  }
}
