package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jdbi.v3.core.Handle;

/** A lock of a file beside the one of H2, whose own lock does not keep others in the same process out. */
public final class FileClaim implements Claim {

    private final Names names;
    private final FileChannel channel;

    private FileClaim(Names names, FileChannel channel) {
        this.names = names;
        this.channel = channel;
    }

    /**
     * Locks the file.
     *
     * @param names the tables
     * @param database the file of the database, without its ending
     * @return the claim
     * @throws StoreException if somebody else has it
     */
    public static FileClaim of(Names names, Path database) {
        var file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new FileClaim(names, channel);
            }
            channel.close();
            throw new StoreException("the store in '" + database + "' is open already, here or in another process");
        } catch (IOException e) {
            throw new UncheckedIOException("the store in '" + database + "' cannot be opened", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void enter(Handle handle) {
        handle.execute(
                names.in("update {store_owner} set epoch = epoch + 1, node = ?, since = current_timestamp"),
                Claim.node());
    }

    @Override
    public void ensure() {
        // The lock of a file is there until it is given back.
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
