package io.recruiterbrain.voice.agent.model.rules;

/** Numbers that look random and are the same on every machine, at every time. */
final class Seeds {
    private Seeds() {}

    static long of(String... texts) {
        long hash = 0xcbf29ce484222325L;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1F) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** From 0 to 1, 1 not included. */
    static double fraction(long seed, String text) {
        return (mix(seed ^ of(text)) >>> 11) * 0x1.0p-53;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
