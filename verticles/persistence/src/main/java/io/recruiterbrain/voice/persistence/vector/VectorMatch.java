package io.recruiterbrain.voice.persistence.vector;

import java.util.UUID;

/**
 * @param window 0-based window of the turn's text
 * @param score cosine similarity, from -1 to 1
 */
public record VectorMatch(UUID interviewId, int turnNo, int window, double score) {}
