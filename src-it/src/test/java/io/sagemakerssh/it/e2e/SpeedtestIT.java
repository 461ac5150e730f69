package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code speedtest} against a container: figures for people and for programs. */
class SpeedtestIT {
  @TempDir Path directory;

  @Test
  void measuresAConnection() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      Job job = cloud.createJob("speed", Job.WAITING, 1, Map.of());

      Outcome json =
          laptop
              .training(
                  "speedtest", job.name(), "--seconds", "1", "--sessions", "3", "--output", "json")
              .run()
              .succeeded();

      JsonObject result = JsonParser.parseString(json.out()).getAsJsonObject();
      for (String figure :
          List.of(
              "connectSeconds",
              "roundTripSeconds",
              "upBytesPerSecond",
              "downBytesPerSecond",
              "stripedDownBytesPerSecond")) {
        assertThat(result.get(figure).getAsDouble()).as(figure).isPositive();
      }
      assertThat(result.get("stripes").getAsInt()).isEqualTo(3);
      laptop.training("speedtest", job.name(), "--seconds", "0").run().failedWith(2);
      laptop.training("stop-waiting", job.name()).run().succeeded();
      job.end();
      assertThat(cloud.aws().faults().violations().latest()).isEmpty();
    }
  }
}
