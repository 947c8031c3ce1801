package io.maestro.internal.fingerprint;

import io.maestro.definition.WorkflowDefinition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes fingerprints of definitions: SHA-256 over their canonical form. */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * Returns the fingerprint of a definition.
     *
     * @param definition the definition
     * @return 64 hexadecimal digits in lower case
     */
    public static String of(WorkflowDefinition definition) {
        var form = new Form();
        DefinitionForm.write(definition, form);
        return HexFormat.of().formatHex(sha256().digest(bytes(form.toString())));
    }

    /** Not in UTF-8, in which all halves of characters would be the same. */
    private static byte[] bytes(String text) {
        var bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
