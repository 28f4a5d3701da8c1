package nvae.training;

import ai.djl.Device;

/** The contract holds where it compares the CPU with itself, so that a failure on a GPU is the GPU's. */
class CpuDeviceTest extends DeviceContract {
    @Override
    Device device() {
        return Device.cpu();
    }
}
