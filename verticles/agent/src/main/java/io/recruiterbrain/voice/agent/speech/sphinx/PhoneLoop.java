package io.recruiterbrain.voice.agent.speech.sphinx;

import static java.util.Objects.requireNonNull;

import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMM;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneSequence;
import edu.cmu.sphinx.linguist.allphone.AllphoneLinguist;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A graph of phones without words, which runs ahead of the search and tells it which phones are not worth trying.
 * Sphinx's own can be made by its XML configuration only, and for one decoder.
 */
@SuppressWarnings("NonApiType") // the overridden methods return ArrayList
final class PhoneLoop extends AllphoneLinguist {
    private static final double PHONE_INSERTION_PROBABILITY = 0.05;

    private final AcousticModel acousticModel;
    private final ArrayList<HMM> phones = new ArrayList<>();
    private final Map<SenoneSequence, ArrayList<Unit>> units = new HashMap<>();
    private final float insertion = LogMath.getLogMath().linearToLog(PHONE_INSERTION_PROBABILITY);

    PhoneLoop(AcousticModel acousticModel) {
        this.acousticModel = acousticModel;
        for (Iterator<HMM> all = acousticModel.getHMMIterator(); all.hasNext(); ) {
            HMM hmm = all.next();
            if (!hmm.getUnit().isContextDependent()) {
                phones.add(hmm);
                units.computeIfAbsent(((SenoneHMM) hmm).getSenoneSequence(), senones -> new ArrayList<>())
                        .add(hmm.getUnit());
            }
        }
    }

    @Override
    public AcousticModel getAcousticModel() {
        return acousticModel;
    }

    @Override
    public float getPhoneInsertionProb() {
        return insertion;
    }

    @Override
    public boolean useContextDependentPhones() {
        return false;
    }

    @Override
    public ArrayList<HMM> getCISuccessors() {
        return phones;
    }

    @Override
    public ArrayList<Unit> getUnits(SenoneSequence senones) {
        return requireNonNull(units.get(senones), "a phone that the model does not have");
    }
}
