package io.sagemakerssh.it.localaws.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.JsonService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The older message delivery service (ec2messages), which official agents poll until their control
 * channel works. It never has a message: commands go through control channels only. Source:
 * PROTOCOL.md D.6.
 */
final class LegacyDelivery implements AutoCloseable {
  private final Duration poll;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param poll how long an empty poll takes
   */
  LegacyDelivery(Duration poll) {
    this.poll = poll;
  }

  JsonService service() {
    return new JsonService(
        "ec2messages", "EC2WindowsMessageDeliveryService", Map.of("GetMessages", this::messages));
  }

  private JsonObject messages(JsonObject input, AwsRequest request) {
    try {
      closed.await(poll.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return answer(input);
  }

  private static JsonObject answer(JsonObject input) {
    JsonObject answer = new JsonObject();
    for (String name : new String[] {"Destination", "MessagesRequestId"}) {
      JsonElement value = input.get(name);
      if (value != null) {
        answer.add(name, value);
      }
    }
    answer.add("Messages", new JsonArray());
    return answer;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
