#!/usr/bin/env python3
"""PyTorch twin of the two residual cells, to time beside the workbench's own in one run.

usage: torch_twin.py [--channels 32] [--batch 32] [--size 16] [--cells 4] [--steps 15] [--threads 2]
Needs Debian's python3-torch (/usr/bin/python3). Prints one JSON line per cell: median and minimum milliseconds of a forward and backward
pass through `cells` cells in a row, loss = mean(y^2), batch norm in training mode; and of processor time, which a busy machine disturbs less.
  regular:   BN - swish - conv3x3 - BN - swish - conv3x3 - SE;             y = x + 0.1 f(x)
  separable: BN - conv1x1 (x6) - BN - swish - depthwise 5x5 - BN - swish - conv1x1 - BN - SE
"""
import argparse, json, statistics, time
import torch
from torch import nn


class Swish(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(x)


class SqueezeExcite(nn.Module):
    def __init__(self, channels):
        super().__init__()
        hidden = max(channels // 16, 4)
        self.down, self.up = nn.Linear(channels, hidden), nn.Linear(hidden, channels)

    def forward(self, x):
        gate = torch.sigmoid(self.up(torch.relu(self.down(x.mean((2, 3))))))
        return x * gate[:, :, None, None]


class Residual(nn.Module):
    def __init__(self, *body):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x):
        return x + 0.1 * self.body(x)


def regular(c):
    return Residual(nn.BatchNorm2d(c), Swish(), nn.Conv2d(c, c, 3, padding=1),
                    nn.BatchNorm2d(c), Swish(), nn.Conv2d(c, c, 3, padding=1), SqueezeExcite(c))


def separable(c, expand=6):
    h = c * expand
    return Residual(nn.BatchNorm2d(c), nn.Conv2d(c, h, 1, bias=False), nn.BatchNorm2d(h), Swish(),
                    nn.Conv2d(h, h, 5, padding=2, groups=h, bias=False), nn.BatchNorm2d(h), Swish(),
                    nn.Conv2d(h, c, 1, bias=False), nn.BatchNorm2d(c), SqueezeExcite(c))


def main():
    p = argparse.ArgumentParser()
    for name, default in (("channels", 32), ("batch", 32), ("size", 16), ("cells", 4), ("steps", 15), ("threads", 2)):
        p.add_argument("--" + name, type=int, default=default)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    for name, cell in (("regular", regular), ("separable", separable)):
        net, times, cpu = nn.Sequential(*[cell(a.channels) for _ in range(a.cells)]), [], []
        for _ in range(a.steps + 3):
            x = torch.randn(a.batch, a.channels, a.size, a.size)
            start, cpu_start = time.perf_counter(), time.process_time()
            net.zero_grad()
            net(x).square().mean().backward()
            times.append(1e3 * (time.perf_counter() - start))
            cpu.append(1e3 * (time.process_time() - cpu_start))
        times, cpu = times[3:], cpu[3:]
        print(json.dumps({"cell": name, "channels": a.channels, "batch": a.batch, "size": a.size, "cells": a.cells,
                          "median_ms": round(statistics.median(times), 2), "min_ms": round(min(times), 2),
                          "mean_cpu_ms": round(statistics.mean(cpu), 2), "torch": torch.__version__}))


if __name__ == "__main__":
    main()
