package io.maestro.test;

import io.maestro.store.Store;
import io.maestro.test.store.SharedStoreContract;
import io.maestro.test.store.StoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** A memory that nodes share keeps what every store keeps, and what one must that several processes share. */
class SharedMemoryTest {

    @Nested
    class AsAStore extends StoreContract {
        @Override
        protected Store newStore() {
            return new SharedMemory(InstantSource.system()).open("one");
        }
    }

    @Nested
    class AsOneThatIsShared extends SharedStoreContract {
        private final SharedMemory memory = new SharedMemory(InstantSource.system());

        @Override
        protected Store open(String name) {
            return memory.open(name);
        }

        @Override
        protected void bury(long node) {
            memory.bury(node);
        }
    }
}
