package io.sagemakerssh.local.submit;

import java.util.List;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/**
 * A job ready to be submitted; nothing has been changed for it yet.
 *
 * @param way how SSH gets into it
 * @param words the way in a user's words
 * @param before the request as it came
 * @param after the request to send
 * @param uploads what must be in S3 first
 */
public record Preparation(
    Way way,
    String words,
    CreateTrainingJobRequest before,
    CreateTrainingJobRequest after,
    List<Upload> uploads) {}
