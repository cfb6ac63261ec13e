package io.recruiterbrain.voice.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The name by which members of a cluster know each other, for nodes and for extensions that join them. */
public final class ClusterName {
    private static final String HMAC = "HmacSHA256";

    private ClusterName() {}

    /**
     * The community edition of Hazelcast compares nothing but the cluster's name, so the password becomes a part of it: who
     * does not know it cannot make it.
     *
     * @param name as every member has it
     * @param password that all members share, empty for none
     */
    public static String of(String name, String password) {
        if (password.isEmpty()) {
            return name;
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), HMAC));
            return name + "-" + HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
