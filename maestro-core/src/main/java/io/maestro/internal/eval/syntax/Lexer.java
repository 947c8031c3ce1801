package io.maestro.internal.eval.syntax;

import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelSyntaxException;
import java.util.Set;

/** Cuts the program into tokens, one at a time: what stands behind a syntax error is never looked at. */
final class Lexer {

    private static final Set<String> KEYWORDS = Set.of(
            ("abstract boolean break byte case catch char class const continue default do double else extends false final"
                            + " finally float for goto if implements import instanceof int interface long native new null package"
                            + " private protected public return short static super switch synchronized this throw throws transient"
                            + " true try void volatile while")
                    .split(" "));

    /** Longest first, so that the first that matches is the token. Some have no use in the grammar and only make errors clear. */
    private static final String[] SYMBOLS =
            (">>>= <<= >>= >>> << >> == <= >= != || && ++ -- += -= *= /= %= &= |= ^= = > < ! ~ ? : +"
                            + " - * / & | ^ % ( ) { } [ ] ; , .")
                    .split(" ");

    private final Source source;
    private final String text;
    private int position;

    Lexer(Source source) {
        this.source = source;
        this.text = source.program();
    }

    Token next() {
        skipBlanksAndComments();
        if (position == text.length()) {
            return new Token(TokenKind.END, "", position);
        }
        char c = text.charAt(position);
        if (Letters.isLetter(c)) {
            return word();
        }
        if (Letters.isDigit(c) || (c == '.' && digitAt(position + 1))) {
            return number();
        }
        if (c == '"' || c == '\'') {
            return string(c);
        }
        return symbol();
    }

    private void skipBlanksAndComments() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                position++;
            } else if (text.startsWith("//", position)) {
                skipLine();
            } else if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                if (end < 0) {
                    throw error("a comment that starts with '/*' must end with '*/'", position);
                }
                position = end + 2;
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
            position++;
        }
    }

    private Token word() {
        int start = position;
        do {
            position++;
        } while (position < text.length() && Letters.isLetterOrDigit(text.charAt(position)));
        var word = text.substring(start, position);
        return new Token(KEYWORDS.contains(word) ? TokenKind.KEYWORD : TokenKind.IDENTIFIER, word, start);
    }

    private Token number() {
        int start = position;
        int floatEnd = endOfFloat(start);
        int integerEnd = endOfInteger(start);
        boolean isFloat = floatEnd > integerEnd;
        position = isFloat ? floatEnd : integerEnd;
        return new Token(isFloat ? TokenKind.FLOAT : TokenKind.INTEGER, text.substring(start, position), start);
    }

    /** Returns where a decimal number ends that starts here, or 0 if none does. */
    private int endOfFloat(int start) {
        int i = skipDigits(start);
        boolean marked = false;
        if (charAt(i) == '.') {
            marked = true;
            i = skipDigits(i + 1);
        }
        if ("eE".indexOf(charAt(i)) >= 0) {
            int digits = "+-".indexOf(charAt(i + 1)) >= 0 ? i + 2 : i + 1;
            if (digitAt(digits)) {
                marked = true;
                i = skipDigits(digits);
            }
        }
        if ("fFdD".indexOf(charAt(i)) >= 0) {
            return i + 1;
        }
        return marked ? i : 0;
    }

    /** A zero stands alone or before octal digits; so {@code 08} is two tokens. Returns 0 if no integer starts here. */
    private int endOfInteger(int start) {
        if (!digitAt(start)) {
            return 0;
        }
        int i = start + 1;
        if (text.charAt(start) != '0') {
            i = skipDigits(i);
        } else if ("xX".indexOf(charAt(i)) >= 0 && hexAt(i + 1)) {
            i++;
            while (hexAt(i)) {
                i++;
            }
        } else {
            while (charAt(i) >= '0' && charAt(i) <= '7') {
                i++;
            }
        }
        return "lL".indexOf(charAt(i)) >= 0 ? i + 1 : i;
    }

    private int skipDigits(int from) {
        int i = from;
        while (digitAt(i)) {
            i++;
        }
        return i;
    }

    private boolean digitAt(int i) {
        return Letters.isDigit(charAt(i));
    }

    private boolean hexAt(int i) {
        char c = charAt(i);
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    /** Past the end stands a character that no number contains. */
    private char charAt(int i) {
        return i < text.length() ? text.charAt(i) : '\uffff';
    }

    private Token string(char quote) {
        int start = position;
        int i = start + 1;
        while (charAt(i) != quote) {
            char c = charAt(i);
            if (i >= text.length() || c == '\n' || c == '\r') {
                throw error(
                        "a text that starts with " + quote + " must end with " + quote + " on the same line", start);
            }
            if (c == '\\') {
                i++;
                if ("ntbrf\\'\"01234567".indexOf(charAt(i)) < 0) {
                    throw error("unknown escape in a text; expected one of \\n \\t \\b \\r \\f \\\\ \\' \\\"", i - 1);
                }
            }
            i++;
        }
        position = i + 1;
        return new Token(TokenKind.STRING, text.substring(start, position), start);
    }

    private Token symbol() {
        for (var symbol : SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                var token = new Token(TokenKind.SYMBOL, symbol, position);
                position += symbol.length();
                return token;
            }
        }
        throw error("'" + text.charAt(position) + "' has no meaning here", position);
    }

    private SelSyntaxException error(String message, int at) {
        return new SelSyntaxException(source.problem(SelErrorCategory.SYNTAX, "token", message, at));
    }
}
