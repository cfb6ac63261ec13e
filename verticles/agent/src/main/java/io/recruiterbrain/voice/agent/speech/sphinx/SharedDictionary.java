package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import java.io.IOException;
import java.net.URL;
import java.util.List;

/**
 * Sphinx's dictionary, loaded once and then only read. It keeps the words of the language model, which are a sixth of
 * the file: no other word can be recognised.
 */
final class SharedDictionary extends TextDictionary {
    SharedDictionary(URL words, URL fillers, UnitManager units) {
        super(words, fillers, List.of(), null, units);
    }

    @Override
    public void allocate() throws IOException {
        // Every linguist asks for it; without this check the file would be read again each time.
        if (!allocated) {
            super.allocate();
            allocated = true;
        }
    }

    /** Forgets every word that was not looked up until now. */
    void freeze() {
        getFillerWords();
        getSentenceStartWord();
        getSentenceEndWord();
        getSilenceWord();
        dictionary.clear();
    }

    @Override
    public void deallocate() {}
}
