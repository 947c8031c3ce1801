package io.maestro.dsl.internal.syntax;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** A notation for trees. */
public enum Format {
    /** JSON (RFC 8259), strictly: no comments, no trailing commas. */
    JSON,
    /** YAML 1.2: one document, whose plain values are what they would be in JSON, or else texts. */
    YAML;

    private static final TokenStreamFactory JSON_FACTORY = JsonFactory.builder().build();
    private static final TokenStreamFactory YAML_FACTORY = YAMLFactory.builder()
            .stringQuotingChecker(new QuoteUnlessPlain())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALLOW_LONG_KEYS)
            .build();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Returns what makes parsers and generators. */
    TokenStreamFactory factory() {
        return switch (this) {
            case JSON -> JSON_FACTORY;
            case YAML -> YAML_FACTORY;
        };
    }

    JsonParser parser(String text) {
        var content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        return switch (this) {
            case JSON -> JSON_FACTORY.createParser(ObjectReadContext.empty(), content);
            case YAML -> YAML_FACTORY.createParser(ObjectReadContext.empty(), new WholeCharacters(content));
        };
    }
}
