package io.sagemakerssh.local.forward;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A program with a port of its own, by its usual number. */
enum Preset {
  TENSORBOARD(6006, "http://localhost:%d/"),
  JUPYTER(8888, "http://localhost:%d/"),
  RAY(8265, "http://localhost:%d/"),
  DASK(8787, "http://localhost:%d/status"),
  DEBUGPY(5678, "attach the debugger to localhost:%d"),
  /** The other way: the debug server is on the laptop, and the container's program calls it. */
  PYCHARM(12345, "in the container: pydevd_pycharm.settrace(\"localhost\", port=%d)");

  private final int port;
  private final String use;

  Preset(int port, String use) {
    this.port = port;
    this.use = use;
  }

  static Optional<Preset> named(String name) {
    return Arrays.stream(values()).filter(preset -> preset.word().equals(name)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int port() {
    return port;
  }

  /** How it is used through a local port. */
  String use(int localPort) {
    return use.formatted(localPort);
  }

  /** Whether the container calls the laptop. */
  boolean isRemote() {
    return this == PYCHARM;
  }
}
