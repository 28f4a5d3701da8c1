package nvae.dataset.idx;

import java.io.IOException;
import java.io.InputStream;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/**
 * The first 5,000 training and the first 1,000 test images of Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017; MIT licence), inside this
 * bundle: real images for a first study, with nothing to fetch.
 */
@Component
@Part(kind = DatasetType.KIND, name = "fashion-mnist-subset")
public final class FashionMnistSubset implements DatasetType {

    @Override
    public Dataset open(Options options) throws IOException {
        return new MemoryDataset(read("train-images-idx3-ubyte.gz"), read("t10k-images-idx3-ubyte.gz"));
    }

    private static ImageArray read(String name) throws IOException {
        String resource = "fashionmnist/" + name;
        try (InputStream in = FashionMnistSubset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the bundle nvae.dataset.idx lacks its resource " + resource + ": build it again");
            }
            return IdxFile.read(in, resource);
        }
    }
}
