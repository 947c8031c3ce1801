package io.maestro.test;

import io.maestro.test.step.Conduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Where jobs are done, outside of any engine. */
final class Office {

    /** A job. */
    static final class Job {
        final String id;
        final String key;
        final Conduct conduct;
        final AtomicInteger looks = new AtomicInteger();
        volatile boolean stopped;

        Job(String id, String key, Conduct conduct) {
            this.id = id;
            this.key = key;
            this.conduct = conduct;
        }

        boolean goesOn() {
            return conduct == Conduct.LASTS && !stopped;
        }
    }

    private final List<Job> all = new CopyOnWriteArrayList<>();
    private final Map<String, Job> byId = new ConcurrentHashMap<>();

    Job begin(String key, Conduct conduct) {
        var job = new Job("job " + (all.size() + 1), key, conduct);
        all.add(job);
        byId.put(job.id, job);
        return job;
    }

    Optional<Job> ofKey(String key) {
        return all.stream().filter(job -> job.key.equals(key)).findFirst();
    }

    Job job(String id) {
        return Optional.ofNullable(byId.get(id)).orElseThrow();
    }

    int begun(String key) {
        return (int) all.stream().filter(job -> job.key.equals(key)).count();
    }

    boolean goesOn(String key) {
        return all.stream().anyMatch(job -> job.key.equals(key) && job.goesOn());
    }
}
