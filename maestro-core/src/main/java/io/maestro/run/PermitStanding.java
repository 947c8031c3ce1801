package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.permit.Limit;
import io.maestro.permit.Rate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a limit stands to an attempt that waits for a permit of it.
 *
 * @param limit the limit
 * @param permits how many permits there are, or empty if as many as anybody needs
 * @param rate how many may be given away in a time, or empty if as many as anybody needs
 * @param held how many have one
 * @param holders some of those who have one, those who have waited longest for it before the others
 * @param ahead how many have waited longer for one
 */
public record PermitStanding(
        Limit limit,
        Optional<Integer> permits,
        Optional<Rate> rate,
        long held,
        List<PermitHolder> holders,
        long ahead) {

    /** How many holders are named. */
    public static final int SHOWN = 5;

    /** Copies the list. */
    public PermitStanding {
        requireNonNull(limit, "limit");
        requireNonNull(permits, "permits");
        requireNonNull(rate, "rate");
        holders = List.copyOf(holders);
    }

    /** Returns how it stands in words. */
    @Override
    public String toString() {
        var all = permits.map(count -> " (" + held + " of " + count + " taken"
                        + rate.map(often -> ", " + often).orElse("") + ")")
                .or(() -> rate.map(often -> " (" + often + ")"))
                .orElse("");
        var by = holders.isEmpty()
                ? ""
                : ", which " + holders.stream().map(PermitHolder::toString).collect(Collectors.joining(", "))
                        + (held > holders.size() ? " and " + (held - holders.size()) + " more" : "")
                        + (held == 1 ? " has" : " have");
        return limit + all + by + (ahead == 0 ? "" : ", after " + ahead + " others");
    }
}
