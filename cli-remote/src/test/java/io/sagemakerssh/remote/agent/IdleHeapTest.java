package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
  private static List<String> freeRatios() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Stream.of("MinHeapFreeRatio", "MaxHeapFreeRatio")
        .map(name -> options.getVMOption(name).getValue())
        .toList();
  }

  @Test
  void theNextSessionMayTakeAsMuchAsTheOneBefore() {
    List<String> before = freeRatios();

    IdleHeap.giveBack();

    assertThat(freeRatios()).isEqualTo(before);
  }
}
