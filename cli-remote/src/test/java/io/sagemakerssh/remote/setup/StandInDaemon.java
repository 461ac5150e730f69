package io.sagemakerssh.remote.setup;

import io.sagemakerssh.remote.daemon.ProcessLock;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.PrivateFiles;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A daemon that only says that it lives, until it is ended. */
final class StandInDaemon {
  private StandInDaemon() {}

  public static void main(String[] arguments) throws InterruptedException {
    ContainerLayout layout = ContainerLayout.below(Path.of(arguments[0]));
    ProcessLock lock = ProcessLock.acquire(layout.daemonLock());
    PrivateFiles.write(
        layout.daemonStatus(),
        "{\"pid\":"
            + ProcessHandle.current().pid()
            + ",\"state\":\"starting\",\"sshPort\":0,\"hostKey\":\"\",\"instanceId\":\"\"}");
    new CountDownLatch(1).await();
    lock.close();
  }
}
