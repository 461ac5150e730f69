package io.sagemakerssh.core.session.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.SessionVariables;
import io.sagemakerssh.core.error.UserError;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingsTest {
  private static ChannelSettings with(String messageBytes) {
    return ChannelSettings.of(
        new Environment(Map.of(SessionVariables.SSH_MESSAGE_BYTES, messageBytes)));
  }

  @Test
  void nobodyHasSaidAnything() {
    assertThat(ChannelSettings.of(new Environment(Map.of()))).isEqualTo(ChannelSettings.defaults());
    assertThat(ChannelSettings.defaults().messageBytes()).isEmpty();
  }

  @Test
  void theVariableSaysHowLargeMessagesAre() {
    assertThat(with("4096").messageBytes()).hasValue(4096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1023", "65537", "-1", "16k"})
  void whatIsNoUsableSizeIsRefused(String text) {
    assertThatThrownBy(() -> with(text))
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> {
              assertThat(refused.why()).contains("1024 to 65536");
              assertThat(refused.advice()).contains("unset it to get 1024");
            });
  }

  @Test
  void whatTheServiceAnnouncesCountsWhereNobodyHasSaidOtherwise() {
    assertThat(ChannelSettings.defaults().withAnnounced(16_384).messageBytes()).hasValue(16_384);
    assertThat(with("4096").withAnnounced(16_384).messageBytes()).hasValue(4096);
    assertThat(with("32768").withAnnounced(16_384).messageBytes()).hasValue(16_384);
  }

  @Test
  void anAbsurdAnnouncementDoesNoHarm() {
    assertThat(ChannelSettings.defaults().withAnnounced(0).messageBytes())
        .isEqualTo(OptionalInt.of(1024));
    assertThat(ChannelSettings.defaults().withAnnounced(Integer.MAX_VALUE).messageBytes())
        .isEqualTo(OptionalInt.of(65_536));
  }
}
