package io.maestro.jdbc;

import io.maestro.Maestro;
import io.maestro.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import javax.sql.DataSource;

/** The code of the guide to the durable store. What stands between the marks is quoted there; a test compares them. */
final class DurableGuide {

    private DurableGuide() {}

    /** Stands for a codec that encrypts. */
    record Encrypted(Random keys) implements PayloadCodec {
        @Override
        public String encode(String json) {
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(String encoded) {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        }
    }

    static Maestro h2() {
        // region: h2
        Maestro maestro =
                Maestro.builder().store(JdbcStore.h2(Path.of("data/maestro"))).build();
        // end
        return maestro;
    }

    static Maestro postgres(DataSource dataSource) {
        // region: postgres
        Maestro maestro =
                Maestro.builder().store(JdbcStore.postgres(dataSource)).build();
        // end
        return maestro;
    }

    static Store options(DataSource dataSource, Random keys) {
        // region: options
        Store store = JdbcStore.builder()
                .schema("workflows")
                .tablePrefix("m_")
                .migration(Migration.CHECK)
                .payloadCodec(new Encrypted(keys))
                .payloadLimit(1_000_000)
                .postgres(dataSource);
        // end
        return store;
    }
}
