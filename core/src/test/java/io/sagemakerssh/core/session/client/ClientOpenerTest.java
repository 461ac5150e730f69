package io.sagemakerssh.core.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.channel.ScriptedPeer;
import io.sagemakerssh.core.session.channel.SessionEnd;
import io.sagemakerssh.core.session.channel.SessionEnd.Kind;
import io.sagemakerssh.core.session.channel.SessionGoneException;
import io.sagemakerssh.core.session.channel.SilentListener;
import io.sagemakerssh.core.session.wire.OpenDataChannel;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class ClientOpenerTest {
  private final FakeSessionCalls calls = new FakeSessionCalls();
  private final ScriptedPeer service = ScriptedPeer.agent();
  private final ClientOpener opener =
      new ClientOpener(FakeSessionCalls.ticket("token-1"), calls, service);

  private OpenDataChannel.ByClient open() throws Exception {
    opener.open(new SilentListener());
    assertThat(service.socket().texts()).hasSize(1);
    return (OpenDataChannel.ByClient) OpenDataChannel.parse(service.socket().texts().get(0));
  }

  @Test
  void beginsWithTheTicketsTokenAndAddress() throws Exception {
    assertThat(open().token()).isEqualTo("token-1");
    assertThat(service.addresses()).containsExactly(FakeSessionCalls.STREAM);
    assertThat(calls.calls()).isEmpty();
  }

  @Test
  void resumesWithATokenOfItsOwnButTheSameAddressAndClient() throws Exception {
    OpenDataChannel.ByClient first = open();
    OpenDataChannel.ByClient second = open();

    assertThat(calls.calls()).containsExactly("resume s-1");
    assertThat(second.token()).isEqualTo("token-2");
    assertThat(second.clientId()).isEqualTo(first.clientId()).isNotEmpty();
    assertThat(second.requestId()).isNotEqualTo(first.requestId());
    assertThat(service.addresses())
        .containsExactly(FakeSessionCalls.STREAM, FakeSessionCalls.STREAM);
  }

  @Test
  void aTokenThatWasNotUsedIsStillGood() throws Exception {
    service.refuse(new IOException("no route"));
    assertThatThrownBy(this::open).hasMessage("no route");

    assertThat(open().token()).isEqualTo("token-1");
    assertThat(calls.calls()).isEmpty();
  }

  @Test
  void aSessionThatTimedOutIsGone() throws Exception {
    open();
    calls.onResume(Optional::empty);

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            SessionGoneException.class,
            gone -> assertThat(gone.end()).isEqualTo(new SessionEnd(Kind.TIMED_OUT, "")));
  }

  @Test
  void aRefusalForGoodIsTheEnd() throws Exception {
    open();
    calls.onResume(
        () -> {
          throw failure(400, "DoesNotExistException", "Session s-1 does not exist");
        });

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            SessionGoneException.class,
            gone -> assertThat(gone.end().text()).isEqualTo("Session s-1 does not exist"));
  }

  /** As a proxy's may be, which speaks for the service. */
  @Test
  void aRefusalWithoutWordsIsTheEndToo() throws Exception {
    open();
    calls.onResume(
        () -> {
          throw SsmException.builder().statusCode(403).build();
        });
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            SessionGoneException.class, gone -> assertThat(gone.end().text()).contains("403"));
  }

  @Test
  void throttlingAndTheServicesOwnFailuresAreNotTheEnd() throws Exception {
    open();
    calls.onResume(
        () -> {
          throw failure(400, "ThrottlingException", "Rate exceeded");
        });
    assertThatThrownBy(this::open).isInstanceOf(AwsServiceException.class);
    calls.onResume(
        () -> {
          throw failure(500, "InternalServerError", "oops");
        });
    assertThatThrownBy(this::open).isInstanceOf(AwsServiceException.class);

    assertThat(open().token()).isEqualTo("token-2");
  }

  private static AwsServiceException failure(int status, String code, String message) {
    return SsmException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
