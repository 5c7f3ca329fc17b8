"""One forge for all tests of warm kernels: starting it is what takes time."""

import sys
from collections.abc import Iterator

import pytest

from workbook.kernels import Host
from workbook.warm.forges import OwnForge


@pytest.fixture(scope="session")
def forge() -> Iterator[OwnForge]:
    if sys.platform != "linux":
        pytest.skip("warm kernels need Linux")
    with OwnForge() as started:
        yield started


@pytest.fixture
def warm(forge: OwnForge) -> Host:
    return Host(str(forge.path), str(forge.folder))
