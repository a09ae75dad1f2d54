"""A soft limit as systemd sets it is raised, for children too."""

import subprocess
import sys

RAISED = "import resource; from base.open_files import allow_many; print(allow_many())"
CHILD = "; import subprocess, sys; subprocess.run(['sh', '-c', 'ulimit -Sn'])"


def test_the_soft_limit_is_raised_and_inherited() -> None:
    output = subprocess.run(
        ["prlimit", "--nofile=1024:4096", sys.executable, "-c", RAISED + CHILD],
        capture_output=True,
        text=True,
        check=True,
    )

    assert sorted(output.stdout.split()) == ["4096", "4096"]
