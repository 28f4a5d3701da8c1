package nvae.dataset.download;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** A repository of DJL's in a folder, with small datasets of random images. */
record LocalRepository(Path folder) {
    static final int TRAIN = 5;
    static final int TEST = 3;

    String address() {
        return folder.toUri().toString();
    }

    void addMnist(String artifact) throws IOException {
        add(artifact, Map.of(
                "train_data", idx(0x0803, TRAIN, 28 * 28),
                "train_labels", idx(0x0801, TRAIN, 1),
                "test_data", idx(0x0803, TEST, 28 * 28),
                "test_labels", idx(0x0801, TEST, 1)));
    }

    void addCifar() throws IOException {
        add("cifar10", Map.of("data_batch.bin", noise(TRAIN * 3073), "test_batch.bin", noise(TEST * 3073)));
    }

    private void add(String artifact, Map<String, byte[]> files) throws IOException {
        Path home = folder.resolve("dataset/cv/ai/djl/basicdataset").resolve(artifact);
        StringBuilder items = new StringBuilder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path item = home.resolve("1.0").resolve(file.getKey());
            Files.createDirectories(item.getParent());
            Files.write(item, file.getValue());
            items.append(items.isEmpty() ? "" : ",").append("\"%s\": {\"uri\": \"1.0/%s\", \"sha1Hash\": \"%s\", \"size\": %d}".formatted(
                    file.getKey(), file.getKey(), sha1(file.getValue()), file.getValue().length));
        }
        Files.writeString(home.resolve("metadata.json"), """
                {"metadataVersion": "0.2", "resourceType": "dataset", "application": "cv", "groupId": "ai.djl.basicdataset",
                 "artifactId": "%s", "name": "%s",
                 "artifacts": [{"version": "1.0", "name": "%s", "files": {%s}}]}
                """.formatted(artifact, artifact, artifact, items));
    }

    private static byte[] idx(int magic, int count, int bytesEach) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(magic);
        out.writeInt(count);
        if (bytesEach > 1) {
            out.writeInt(28);
            out.writeInt(28);
        }
        out.write(noise(count * bytesEach));
        return bytes.toByteArray();
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
