package io.maestro.jdbc;

import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Store;
import java.util.List;

/** Ends the process before or after a commit. */
final class FusedStore extends ForwardingStore {

    private final Fuse fuse;

    FusedStore(Store store, Fuse fuse) {
        super(store);
        this.fuse = fuse;
    }

    @Override
    public List<Begun> commit(Commit commit) {
        fuse.pass(KillPoint.BEFORE_COMMIT);
        var begun = super.commit(commit);
        fuse.pass(KillPoint.AFTER_COMMIT);
        return begun;
    }
}
