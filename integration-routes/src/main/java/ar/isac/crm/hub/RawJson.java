package ar.isac.crm.hub;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** A body that is JSON already and is written as it is. */
public record RawJson(@JsonRawValue @JsonValue String json) {}
