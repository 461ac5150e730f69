package io.sagemakerssh.it.e2e;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The tags of a managed instance. */
record InstanceTags(SsmClient ssm, String instance) {
  String get(String name) {
    return ssm
        .listTagsForResource(
            r -> r.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE).resourceId(instance))
        .tagList()
        .stream()
        .filter(tag -> tag.key().equals(name))
        .map(Tag::value)
        .findFirst()
        .orElseThrow();
  }

  void set(String name, String value) {
    ssm.addTagsToResource(
        r ->
            r.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE)
                .resourceId(instance)
                .tags(Tag.builder().key(name).value(value).build()));
  }
}
