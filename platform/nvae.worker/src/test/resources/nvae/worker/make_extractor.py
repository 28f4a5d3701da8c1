"""Makes extractor.pt, extractor.onnx and features.txt, which OtherExtractorsTest reads. Needs PyTorch (1.13 was used) and NumPy.

The network: a 3x3 convolution of one channel to four without padding, ReLU, the mean over all pixels. features.txt has what NumPy, not
PyTorch, makes of two images of 8x8 whose pixel i (counted over both) is (7 i mod 11) / 10.
"""
import numpy
import torch

WEIGHT = (numpy.arange(36, dtype=numpy.float32).reshape(4, 1, 3, 3) * 5 % 17 - 8) / 10
BIAS = numpy.array([0.1, -0.2, 0.3, 0.0], dtype=numpy.float32)


def features(images):
    """[N,1,H,W] to [N,4]."""
    windows = numpy.lib.stride_tricks.sliding_window_view(images[:, 0].astype(numpy.float64), (3, 3), axis=(1, 2))
    convolved = numpy.einsum("nyxij,oij->noyx", windows, WEIGHT[:, 0].astype(numpy.float64)) + BIAS[:, None, None]
    return numpy.maximum(convolved, 0).mean(axis=(2, 3))


class Extractor(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(1, 4, 3)
        self.convolution.weight.data = torch.from_numpy(WEIGHT)
        self.convolution.bias.data = torch.from_numpy(BIAS)

    def forward(self, images):
        return torch.relu(self.convolution(images)).mean([2, 3])


if __name__ == "__main__":
    extractor = Extractor().eval()
    torch.jit.script(extractor).save("extractor.pt")
    torch.onnx.export(extractor, torch.zeros(2, 1, 8, 8), "extractor.onnx", input_names=["images"], output_names=["features"],
                      dynamic_axes={"images": {0: "n", 2: "h", 3: "w"}, "features": {0: "n"}})
    pixels = (7 * numpy.arange(2 * 64) % 11).reshape(2, 1, 8, 8) / 10
    numpy.savetxt("features.txt", features(pixels), fmt="%.8f")
