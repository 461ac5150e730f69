package io.sagemakerssh.remote.agent;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's heap while no bytes are carried. One that is to carry bytes keeps as much free as
 * it holds, or it would be collected all the time; one that idles needs none of that.
 */
final class IdleHeap {
  private static final Logger LOG = LoggerFactory.getLogger(IdleHeap.class);
  private static final String MOST_FREE = "MaxHeapFreeRatio";
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private IdleHeap() {}

  /** Collects what sessions left and gives all memory that the heap does not need to the system. */
  static void giveBack() {
    try {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      String busy = options.getVMOption(MOST_FREE).getValue();
      options.setVMOption(MOST_FREE, options.getVMOption(LEAST_FREE).getValue());
      try {
        System.gc();
      } finally {
        options.setVMOption(MOST_FREE, busy);
      }
    } catch (RuntimeException | LinkageError otherJava) {
      LOG.debug("This Java cannot shrink its heap further", otherJava);
      System.gc();
    }
  }
}
