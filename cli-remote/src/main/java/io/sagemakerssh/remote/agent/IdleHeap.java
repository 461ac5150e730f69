package io.sagemakerssh.remote.agent;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's heap while no bytes are carried. One that is to carry bytes keeps more free than
 * it holds, or it would be collected all the time; one that idles needs none of that.
 */
final class IdleHeap {
  private static final Logger LOG = LoggerFactory.getLogger(IdleHeap.class);
  private static final String LEAST_FREE = "MinHeapFreeRatio";
  private static final String MOST_FREE = "MaxHeapFreeRatio";

  /** Percent of the heap. */
  private static final String LITTLE = "10";

  private IdleHeap() {}

  /** Collects what sessions left and gives all memory that the heap does not need to the system. */
  static void giveBack() {
    try {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      String least = options.getVMOption(LEAST_FREE).getValue();
      String most = options.getVMOption(MOST_FREE).getValue();
      try {
        // Never the least above the most.
        options.setVMOption(LEAST_FREE, LITTLE);
        options.setVMOption(MOST_FREE, LITTLE);
        System.gc();
      } finally {
        options.setVMOption(MOST_FREE, most);
        options.setVMOption(LEAST_FREE, least);
      }
    } catch (RuntimeException | LinkageError otherJava) {
      LOG.debug("This Java cannot shrink its heap further", otherJava);
      System.gc();
    }
  }
}
