package io.recruiterbrain.voice.http.problem;

/**
 * One wrong field.
 *
 * @param field its path, for example {@code questions[0].text}; a parameter by its name
 * @param message what is wrong with it, never its value
 */
public record FieldError(String field, String message) {}
