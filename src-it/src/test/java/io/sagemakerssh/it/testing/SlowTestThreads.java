package io.sagemakerssh.it.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Prints the threads of every Java program of this user while a test takes so long that something
 * in it must hang: of this process, of the laptop's and of the container's. What hangs shows in no
 * failure that follows. Not of benchmarks, which take minutes. Registered through {@code
 * META-INF/services}.
 */
public final class SlowTestThreads implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(SlowTestThreads.class);

  /** More than twice what the longest test takes; {@code scripts/faults} makes some longer. */
  private static final int LIMIT_SECONDS = 120 * Integer.getInteger("fault.scale", 1);

  @Override
  public void beforeEach(ExtensionContext context) {
    if (context.getTags().contains("bench")) {
      return;
    }
    String test = context.getRequiredTestClass().getSimpleName() + ", " + context.getDisplayName();
    CompletableFuture<Void> print =
        CompletableFuture.runAsync(
            () -> print(test), CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
    context.getStore(NAMESPACE).put("print", print);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    CompletableFuture<?> print = context.getStore(NAMESPACE).get("print", CompletableFuture.class);
    if (print != null) {
      print.cancel(false);
    }
  }

  private static void print(String test) {
    Optional<String> user = ProcessHandle.current().info().user();
    ProcessHandle.allProcesses()
        .filter(process -> process.info().user().equals(user))
        .filter(SlowTestThreads::isJava)
        .forEach(
            process -> System.out.println("While " + test + " hangs, " + threads(process.pid())));
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  private static String threads(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String id = Long.toString(pid);
    try {
      // A program that does not answer must not keep the others from being asked.
      Process dump =
          new ProcessBuilder("timeout", "10", jcmd, id, "Thread.print", "-l")
              .redirectErrorStream(true)
              .start();
      return "process "
          + new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      return "process " + id + ": " + failure;
    }
  }
}
