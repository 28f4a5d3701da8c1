package nvae.dataset.lmdb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import nvae.api.data.FileBytes;

/**
 * Reads an LMDB environment (data format 1, that of all LMDB 0.9 versions; 64 bits, little-endian): a B+ tree of pages. The file is only
 * read, never locked, and every reference between pages is checked: a damaged file gives a message, where the native library, which
 * trusts the file, would end the process.
 */
final class LmdbFile {
    private static final long MAGIC = 0xBEEFC0DEL;
    private static final long FORMAT = 1;

    private static final int PAGE_HEADER = 16;
    private static final int PAGE_FLAGS = 10;
    private static final int PAGE_LOWER = 12;
    private static final int BRANCH = 0x01;
    private static final int LEAF = 0x02;
    private static final int OVERFLOW = 0x04;
    private static final int SMALLEST_PAGE = 256;
    private static final int LARGEST_PAGE = 0x8000;

    private static final int META_PAGE_SIZE = PAGE_HEADER + 24;
    private static final int META_MAIN = PAGE_HEADER + 72;
    private static final int META_TRANSACTION = PAGE_HEADER + 128;

    private static final int TABLE = 48;
    private static final int TABLE_FLAGS = 4;
    private static final int TABLE_ENTRIES = 32;
    private static final int TABLE_ROOT = 40;
    private static final int DUPLICATES = 0x04;
    private static final long NO_ROOT = -1;

    private static final int NODE = 8;
    private static final int NODE_FLAGS = 4;
    private static final int NODE_KEY_SIZE = 6;
    private static final int BIG = 0x01;
    private static final int SUB_TABLE = 0x02;
    private static final int DEEPEST = 64;

    private final FileBytes bytes;
    private final int pageSize;
    private final long main;

    /** Receives a key and where its value lies. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] key, long position, int length) throws IOException;
    }

    private LmdbFile(FileBytes bytes, int pageSize, long main) {
        this.bytes = bytes;
        this.pageSize = pageSize;
        this.main = main;
    }

    /**
     * Opens an environment.
     *
     * @param path its folder, or its file
     * @throws IOException if there is none, or it is of another format; the message says which
     */
    static LmdbFile open(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve("data.mdb") : path;
        if (!Files.isRegularFile(file)) {
            throw new IOException("no LMDB file " + file.toAbsolutePath() + "; set the dataset's options 'train' and 'test'");
        }
        FileBytes bytes = FileBytes.map(file);
        try {
            requireMeta(bytes, 0);
            long size = bytes.unsignedInt(META_PAGE_SIZE);
            if (size < SMALLEST_PAGE || size > LARGEST_PAGE || Long.bitCount(size) != 1) {
                throw new IOException(file + " claims pages of " + size + " bytes: its header is damaged");
            }
            requireMeta(bytes, size);
            boolean second = bytes.longInteger(size + META_TRANSACTION) > bytes.longInteger(META_TRANSACTION);
            return new LmdbFile(bytes, (int) size, (second ? size : 0) + META_MAIN);
        } catch (EOFException e) {
            throw new IOException(file + " ends inside its header: the file is cut; fetch it again", e);
        }
    }

    private static void requireMeta(FileBytes bytes, long page) throws IOException {
        long magic = bytes.unsignedInt(page + PAGE_HEADER);
        long format = bytes.unsignedInt(page + PAGE_HEADER + Integer.BYTES);
        if (magic != MAGIC) {
            throw new IOException(String.format("%s is no LMDB file: it has 0x%08x where LMDB has 0x%08x", bytes.file(), magic, MAGIC));
        }
        if (format != FORMAT) {
            throw new IOException(bytes.file() + " has LMDB's data format " + format + "; only format " + FORMAT + " (LMDB 0.9) can be read");
        }
    }

    FileBytes bytes() {
        return bytes;
    }

    /**
     * Visits every entry of a table in the order of its keys.
     *
     * @param table a named table's name; empty for the main table, whose named tables are left out
     */
    void visit(String table, Visitor visitor) throws IOException {
        if (table.isEmpty()) {
            walk(main, visitor, flags -> (flags & SUB_TABLE) == 0);
            return;
        }
        boolean[] found = new boolean[1];
        StringBuilder others = new StringBuilder();
        walk(main, (key, position, length) -> {
            String name = new String(key, StandardCharsets.UTF_8);
            others.append(others.isEmpty() ? "" : ", ").append(name);
            if (name.equals(table) && length >= TABLE) {
                found[0] = true;
                walk(position, visitor, flags -> true);
            }
        }, flags -> (flags & SUB_TABLE) != 0);
        if (!found[0]) {
            throw new IOException(bytes.file() + " has no table '" + table + "'; it has: " + (others.isEmpty() ? "only the main one" : others)
                    + ". Set the dataset's option 'table'");
        }
    }

    /**
     * Visits a table.
     *
     * @param table where its description lies
     * @param wanted which entries, by a node's flags
     */
    private void walk(long table, Visitor visitor, IntPredicate wanted) throws IOException {
        if ((bytes.unsignedShort(table + TABLE_FLAGS) & DUPLICATES) != 0) {
            throw new IOException(bytes.file() + " holds several values for one key (MDB_DUPSORT), which no images are stored as");
        }
        long entries = bytes.longInteger(table + TABLE_ENTRIES);
        long root = bytes.longInteger(table + TABLE_ROOT);
        long seen = root == NO_ROOT ? 0 : walk(root, 0, entries, visitor, wanted);
        if (seen != entries) {
            throw damaged("a table has " + seen + " entries where it claims " + entries);
        }
    }

    /** Visits a page and those below it. How many entries it has, wanted or not; never more than {@code limit}, so that no circle is followed for ever. */
    private long walk(long number, int depth, long limit, Visitor visitor, IntPredicate wanted) throws IOException {
        long page = page(number, BRANCH | LEAF);
        boolean leaf = (bytes.unsignedShort(page + PAGE_FLAGS) & LEAF) != 0;
        int nodes = (bytes.unsignedShort(page + PAGE_LOWER) - PAGE_HEADER) / Short.BYTES;
        if (depth > DEEPEST || nodes < 1 || nodes > pageSize / Short.BYTES || leaf && nodes > limit) {
            throw damaged("page " + number + " cannot be a page of its tree");
        }
        long seen = 0;
        for (int i = 0; i < nodes; i++) {
            long node = page + bytes.unsignedShort(page + PAGE_HEADER + (long) i * Short.BYTES);
            if (leaf) {
                seen++;
                visit(node, visitor, wanted);
            } else {
                long child = bytes.unsignedInt(node) | (long) bytes.unsignedShort(node + NODE_FLAGS) << Integer.SIZE;
                seen += walk(child, depth + 1, limit - seen, visitor, wanted);
            }
        }
        return seen;
    }

    private void visit(long node, Visitor visitor, IntPredicate wanted) throws IOException {
        int flags = bytes.unsignedShort(node + NODE_FLAGS);
        if (!wanted.test(flags)) {
            return;
        }
        long length = bytes.unsignedInt(node);
        int keyLength = bytes.unsignedShort(node + NODE_KEY_SIZE);
        long position = node + NODE + keyLength;
        if ((flags & BIG) != 0) {
            position = page(bytes.longInteger(position), OVERFLOW) + PAGE_HEADER;
        }
        if (length > Integer.MAX_VALUE - 8 || position > bytes.size() - length) {
            throw damaged("a value of " + length + " bytes does not fit in it");
        }
        visitor.visit(bytes.read(node + NODE, keyLength), position, (int) length);
    }

    /** Where a page of one of these kinds begins. */
    private long page(long number, int kinds) throws IOException {
        if (number < 0 || number >= bytes.size() / pageSize) {
            throw damaged("it refers to page " + number + ", but has " + bytes.size() / pageSize);
        }
        long page = number * pageSize;
        if ((bytes.unsignedShort(page + PAGE_FLAGS) & kinds) == 0) {
            throw damaged("page " + number + " is of a kind that should not be there");
        }
        return page;
    }

    private IOException damaged(String how) {
        return new IOException(bytes.file() + " is cut or damaged: " + how + "; fetch it again");
    }
}
