package nvae.dataset.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.util.Utils;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImagesDigest;
import nvae.api.part.Options;
import nvae.dataset.cifar.CifarDataset;
import nvae.dataset.idx.IdxDataset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    /** A port that nothing listens on. */
    private static final String NOBODY = "http://127.0.0.1:1/";

    @TempDir
    Path folder;

    private LocalRepository repository;
    private Map<DatasetType, String> parts;

    @BeforeEach
    void aRepositoryInAFolder() throws IOException {
        System.setProperty("ENGINE_CACHE_DIR", Utils.getEngineCacheDir().toString());
        System.setProperty("DJL_CACHE_DIR", folder.resolve("cache").toString());
        repository = new LocalRepository(Files.createDirectory(folder.resolve("repository")));
        repository.addMnist("mnist");
        repository.addMnist("fashmnist");
        repository.addCifar();
        parts = Map.of(
                new Mnist(new IdxDataset()), "MNIST",
                new FashionMnist(new IdxDataset()), "Fashion-MNIST",
                new Cifar10(new CifarDataset()), "CIFAR-10");
    }

    @AfterEach
    void djlsOwnCacheAgain() {
        System.clearProperty("DJL_CACHE_DIR");
    }

    private Options options(DatasetType part, boolean download, String address) {
        Path home = folder.resolve(part.getClass().getSimpleName());
        return Options.of(Map.of("folder", home.toString(), "download", download, "repository", address));
    }

    @Test
    void nothingIsFetchedUnasked() {
        parts.forEach((part, title) -> {
            assertThatThrownBy(() -> part.open(options(part, false, repository.address())))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(title + " is not in ")
                    .hasMessageContaining("set the dataset's option 'download' to true");
            assertThat(folder.resolve(part.getClass().getSimpleName())).doesNotExist();
        });
    }

    @Test
    void whatIsFetchedOnceIsReadFromTheFolder() throws IOException {
        for (DatasetType part : parts.keySet()) {
            String digest;
            try (Dataset fetched = part.open(options(part, true, repository.address()))) {
                assertThat(fetched.train().size()).isEqualTo(LocalRepository.TRAIN);
                assertThat(fetched.test().size()).isEqualTo(LocalRepository.TEST);
                digest = fetched.digest();
            }
            for (boolean download : new boolean[] {false, true}) {
                assertThat(part.open(options(part, download, NOBODY)).digest()).isEqualTo(digest);
            }
        }
    }

    @Test
    void theDigestsOfTheFilesLieBesideThem() throws Exception {
        DatasetType part = new Cifar10(new CifarDataset());
        part.open(options(part, true, repository.address()));
        Path home = folder.resolve("Cifar10");
        List<String> sums = Files.readAllLines(home.resolve("SHA256SUMS"));
        assertThat(sums).hasSize(2);
        for (String line : sums) {
            byte[] file = Files.readAllBytes(home.resolve(line.substring(66)));
            assertThat(line).startsWith(HexFormat.of().formatHex(ImagesDigest.sha256().digest(file)) + "  ");
        }
    }

    @Test
    void withoutANetworkTheMessageSaysWhatToDo() {
        parts.forEach((part, title) -> assertThatThrownBy(() -> part.open(options(part, true, NOBODY)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(title + " could not be fetched from " + NOBODY)
                .hasMessageContainingAll("Connection refused", "option 'repository'", folder.resolve(part.getClass().getSimpleName()).toString()));
    }

    @Test
    void aRepositoryWithoutItSaysSo() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        DatasetType part = new Mnist(new IdxDataset());
        for (String address : List.of(empty.toUri().toString(), "no address", folder.resolve("none").toUri().toString())) {
            assertThatThrownBy(() -> part.open(options(part, true, address)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("MNIST could not be fetched from " + address);
        }
    }

    /** DJL's own datasets read the same repository: the names and files are theirs. */
    @Test
    void fetchesWhatDjlsOwnDatasetsFetch() throws Exception {
        HttpServer server = served();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            for (DatasetType part : parts.keySet()) {
                assertThat(part.open(options(part, true, address)).train().size()).isEqualTo(LocalRepository.TRAIN);
            }
            Repository djl = new RemoteRepository("djl", URI.create(address + "/"));
            List<RandomAccessDataset> datasets = List.of(
                    ai.djl.basicdataset.cv.classification.Mnist.builder().optUsage(Usage.TRAIN).optRepository(djl).setSampling(1, false).build(),
                    ai.djl.basicdataset.cv.classification.FashionMnist.builder().optUsage(Usage.TRAIN).optRepository(djl).setSampling(1, false).build(),
                    ai.djl.basicdataset.cv.classification.Cifar10.builder().optUsage(Usage.TRAIN).optRepository(djl).setSampling(1, false).build());
            for (RandomAccessDataset dataset : datasets) {
                dataset.prepare();
                assertThat(dataset.size()).isEqualTo(LocalRepository.TRAIN);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsNotWhatTheRepositoryPromisedIsRefused() throws IOException {
        HttpServer server = served();
        try {
            Path item = repository.folder().resolve("dataset/cv/ai/djl/basicdataset/fashmnist/1.0/train_data");
            Files.write(item, new byte[(int) Files.size(item)]);
            DatasetType fashion = new FashionMnist(new IdxDataset());
            assertThatThrownBy(() -> fashion.open(options(fashion, true, "http://127.0.0.1:" + server.getAddress().getPort())))
                    .isInstanceOf(IOException.class).hasMessageContainingAll("Fashion-MNIST could not be fetched", "Checksum");
            assertThat(folder.resolve("FashionMnist")).doesNotExist();
        } finally {
            server.stop(0);
        }
    }

    private HttpServer served() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = Files.readAllBytes(repository.folder().resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
