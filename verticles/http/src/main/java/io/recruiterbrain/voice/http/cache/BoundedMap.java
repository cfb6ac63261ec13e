package io.recruiterbrain.voice.http.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A small map for any thread that forgets what was not used for longest when it is full. */
public final class BoundedMap<K, V> {
    private final Map<K, V> entries;

    public BoundedMap(int capacity) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public synchronized V get(K key, Supplier<V> absent) {
        return entries.computeIfAbsent(key, unused -> absent.get());
    }

    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }

    public synchronized void remove(K key) {
        entries.remove(key);
    }
}
