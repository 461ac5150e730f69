package io.sagemakerssh.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.remote.command.Container;
import io.sagemakerssh.remote.command.Programs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The container's jar: its first argument names the program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream err = utf8(FileDescriptor.err);
    System.setErr(err); // The log goes there.
    Container container = Container.of(System.getenv(), utf8(FileDescriptor.out), err);
    System.exit(new Programs(container).run(arguments));
  }

  /** Containers seldom have a locale, and then Java writes ASCII. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
