package io.maestro.dsl.internal.syntax;

import java.io.Reader;

/**
 * A text, handed out so that no portion ends in the middle of a character: the YAML scanner overruns its buffer when the last
 * place of it holds the first half of a surrogate pair.
 */
final class WholeCharacters extends Reader {

    private final String text;
    private int next;

    WholeCharacters(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (next == text.length()) {
            return -1;
        }
        int end = Math.min(text.length(), next + length);
        if (end - next > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int count = end - next;
        text.getChars(next, end, buffer, offset);
        next = end;
        return count;
    }

    @Override
    public void close() {
        // There is nothing behind the text that could be closed.
    }
}
