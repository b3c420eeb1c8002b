from pathlib import Path

import pytest

from flame.storage.aligned_memory import HUGE_PAGE, aligned_bytes


@pytest.mark.parametrize("size", [1, 4096, 100_000, HUGE_PAGE - 1, HUGE_PAGE, 2 * HUGE_PAGE + 5])
@pytest.mark.parametrize("alignment", [64, 4096])
def test_memory_of_a_size_at_an_alignment(size, alignment):
    memory = aligned_bytes(size, alignment)
    assert len(memory) == size
    assert memory.ctypes.data % alignment == 0
    memory[:] = 3  # all of it may be written
    assert memory.sum(dtype=int) == 3 * size


def test_huge_pages_are_asked_for_within_the_memory_alone():
    size = 3 * HUGE_PAGE + 4096
    memory = aligned_bytes(size, 64)
    maps = Path("/proc/self/smaps")
    if not maps.is_file():
        pytest.skip("this system does not tell of its mappings")
    start, end = memory.ctypes.data, memory.ctypes.data + size
    asked = 0
    for text in _mappings(maps.read_text()):
        first, last = (int(each, 16) for each in text.split(maxsplit=1)[0].split("-"))
        if "hg" in text.rpartition("VmFlags:")[2].split() and first < end and last > start:
            assert start <= first
            assert last <= end
            asked += last - first
    assert asked == 3 * HUGE_PAGE


def _mappings(text):
    """What smaps says of each mapping, which ends with its flags."""
    found = []
    for line in text.splitlines():
        if "-" in line.split(maxsplit=1)[0] and ":" not in line.split(maxsplit=1)[0]:
            found.append("")
        found[-1] += line + "\n"
    return found
