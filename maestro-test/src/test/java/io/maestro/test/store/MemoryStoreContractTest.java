package io.maestro.test.store;

import io.maestro.Stores;
import io.maestro.store.Store;

class MemoryStoreContractTest extends StoreContract {

    @Override
    protected Store newStore() {
        return Stores.inMemory();
    }
}
