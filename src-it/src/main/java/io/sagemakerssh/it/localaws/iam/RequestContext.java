package io.sagemakerssh.it.localaws.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The condition keys of one request, such as {@code ssm:resourceTag/SSHOwner}. Names are matched
 * without regard to case; a key may hold several values.
 */
public final class RequestContext {
  public static final RequestContext EMPTY = new RequestContext(Map.of());

  private final Map<String, List<String>> values;

  private RequestContext(Map<String, List<String>> values) {
    this.values = values;
  }

  /** This context and one more key. */
  public RequestContext with(String key, String... more) {
    Map<String, List<String>> extended = new HashMap<>(values);
    extended.put(key.toLowerCase(Locale.ROOT), List.of(more));
    return new RequestContext(Map.copyOf(extended));
  }

  /** This context and a resource's tags, as {@code <prefix>/<tag name>}. */
  public RequestContext withTags(String prefix, Map<String, String> tags) {
    RequestContext extended = this;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      extended = extended.with(prefix + "/" + tag.getKey(), tag.getValue());
    }
    return extended;
  }

  /** The values of a key; empty if the request has no such key. */
  public List<String> values(String key) {
    return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
