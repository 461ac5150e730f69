package io.sagemakerssh.local.speedtest;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param connect the median from starting a session to the end of a command that does nothing
 * @param roundTrip the median of a byte there and back, within an open session
 * @param up bytes a second, over one session
 * @param down bytes a second, over one session
 * @param stripedDown bytes a second, over several sessions at once
 */
public record SpeedResult(
    Duration connect, Duration roundTrip, double up, double down, double stripedDown, int stripes) {
  private static final double MEGA = 1e6;

  /** A table for people. */
  public List<String> lines() {
    return List.of(
        line("connect", connect.toNanos() / 1e9, "s", "session, SSH and a command, median"),
        line("round trip", roundTrip.toNanos() / MEGA, "ms", "a byte there and back, median"),
        line("up", up / MEGA, "MB/s", "one session"),
        line("down", down / MEGA, "MB/s", "one session"),
        line("down", stripedDown / MEGA, "MB/s", stripes + " sessions at once"));
  }

  /** The same for programs: seconds, and bytes a second. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("connectSeconds", connect.toNanos() / 1e9);
    json.addProperty("roundTripSeconds", roundTrip.toNanos() / 1e9);
    json.addProperty("upBytesPerSecond", Math.round(up));
    json.addProperty("downBytesPerSecond", Math.round(down));
    json.addProperty("stripedDownBytesPerSecond", Math.round(stripedDown));
    json.addProperty("stripes", stripes);
    return json;
  }

  private static String line(String what, double number, String unit, String remark) {
    return String.format(Locale.ROOT, "%-12s %9.2f %-5s %s", what, number, unit, remark);
  }
}
